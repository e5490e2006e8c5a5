import {
  ActionIcon,
  Badge,
  Box,
  Group,
  Kbd,
  ScrollArea,
  Stack,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { IconPencilPlus, IconSearch, IconX } from '@tabler/icons-react';
import { ButtonLink, NavigationLink } from '../../components/links.tsx';
import { useFormat } from '../i18n/format.ts';
import { useAppTexts } from '../i18n/i18n.ts';
import { useMay } from '../projects/projects.ts';
import { usePerson } from '../session/useSession.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { openPalette } from './CommandPalette.tsx';
import { Logo } from './Logo.tsx';
import { places } from './navigation.ts';
import { ProjectSwitch } from './ProjectSwitch.tsx';
import classes from './Sidebar.module.css';
import { useWaiting } from './waiting.ts';

/** The navigation at the side; on a phone it comes by the button at the top, and `close` puts it away. */
export function Sidebar({ close }: { close: () => void }) {
  const t = useAppTexts();
  const { role } = usePerson();
  const mayWork = useMay('editor');
  return (
    <Stack h="100%" gap="sm">
      <Group justify="space-between" px={6} h={36}>
        <Logo />
        <ActionIcon hiddenFrom="sm" onClick={close} aria-label={t('actions.close')}>
          <IconX size={20} />
        </ActionIcon>
      </Group>
      <ProjectSwitch />
      {mayWork && (
        <ButtonLink to="/dashboard/compose" leftSection={<IconPencilPlus size={18} />} fullWidth>
          {t('navigation.compose')}
        </ButtonLink>
      )}
      <UnstyledButton className={classes.search} onClick={openPalette}>
        <IconSearch size={16} aria-hidden />
        <Text span size="sm" flex={1} truncate>
          {t('palette.open')}
        </Text>
        <Kbd size="xs" visibleFrom="sm">
          {isMac ? '⌘ K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <ScrollArea flex={1} type="auto">
        <Stack gap={2}>
          {places
            .filter(({ adminOnly }) => !adminOnly || role === 'admin')
            .map(({ to, name, icon: Icon }) => (
              <NavigationLink
                key={to}
                to={to}
                activeOptions={{ exact: to === '/dashboard' }}
                label={t(`navigation.${name}`)}
                leftSection={<Icon size={20} stroke={1.75} aria-hidden />}
                rightSection={name === 'inbox' ? <WaitingBadge /> : undefined}
                className={classes.place ?? ''}
                activeProps={{ active: true, 'aria-current': 'page' }}
              />
            ))}
        </Stack>
      </ScrollArea>
      <Box className={classes.foot}>
        <AccountMenu />
      </Box>
    </Stack>
  );
}

/** How many customers wait for an answer; nothing while none does. */
function WaitingBadge() {
  const format = useFormat();
  const { count, words } = useWaiting();
  if (count === 0) return null;
  return (
    <>
      <Badge circle={count < 10} title={words} aria-hidden>
        {format.number(count)}
      </Badge>
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  );
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
