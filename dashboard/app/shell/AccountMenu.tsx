import {
  Avatar,
  Box,
  Menu,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { MenuLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { useAppTexts, useLanguage } from '../i18n/i18n.ts';
import { languageNames, languages } from '../i18n/languages.ts';
import { signOut } from '../session/session.ts';
import { usePerson } from '../session/useSession.ts';
import classes from './ProjectSwitch.module.css';
import { speak } from './speak.ts';

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

/** Oneself: settings, language, colours, the way out. `compact` shows the picture only. */
export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const t = useAppTexts();
  const person = usePerson();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chosen = (is: boolean) => (is ? <IconCheck size={16} aria-hidden /> : null);
  return (
    <Menu width={248} position={compact ? 'bottom-end' : 'top-start'} shadow="md">
      <Menu.Target>
        <UnstyledButton className={compact ? '' : classes.target}>
          <VisuallyHidden>{t('account.menu')}</VisuallyHidden>
          <Avatar name={person.name} color="lagoon" size={32} radius="xl" aria-hidden />
          {!compact && (
            <Box flex={1} miw={0}>
              <Text size="sm" fw={600} truncate>
                {person.name || person.username}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {person.email}
              </Text>
            </Box>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuLink to="/dashboard/settings" leftSection={<IconSettings size={16} aria-hidden />}>
          {t('navigation.settings')}
        </MenuLink>
        <Menu.Divider />
        <Menu.Label>{t('account.language')}</Menu.Label>
        {languages.map((each) => (
          <Menu.Item
            key={each}
            lang={each}
            aria-current={each === language}
            rightSection={chosen(each === language)}
            onClick={() => void speak(each)}
          >
            {languageNames[each]}
          </Menu.Item>
        ))}
        <Menu.Label>{t('account.colours')}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            aria-current={value === colorScheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={chosen(value === colorScheme)}
            onClick={() => setColorScheme(value)}
          >
            {t(`account.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut().catch(notify.failed)}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
