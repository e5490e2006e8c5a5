import { Indicator, Text, VisuallyHidden } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useAppTexts } from '../i18n/i18n.ts';
import { useMay } from '../projects/projects.ts';
import classes from './BottomBar.module.css';
import { places } from './navigation.ts';
import { useWaiting } from './waiting.ts';

/** What is needed most, under the thumb. */
export function BottomBar() {
  const t = useAppTexts();
  const mayWork = useMay('editor');
  const { count, words } = useWaiting();
  return (
    <nav className={classes.bar} aria-label={t('navigation.mostUsed')}>
      {places
        .filter(({ onPhones }) => onPhones)
        .map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/dashboard' }}
            className={classes.place ?? ''}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Indicator disabled={name !== 'inbox' || count === 0} size={8} offset={2} display="flex">
              <Icon size={22} stroke={1.75} aria-hidden />
            </Indicator>
            <Text span size="xs" fw={500}>
              {t(`navigation.${name}`)}
            </Text>
            {name === 'inbox' && count > 0 && <VisuallyHidden>{words}</VisuallyHidden>}
          </Link>
        ))}
      {mayWork && (
        <Link
          to="/dashboard/compose"
          className={classes.place ?? ''}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconPencilPlus size={22} stroke={1.75} aria-hidden />
          <Text span size="xs" fw={500}>
            {t('navigation.composeShort')}
          </Text>
        </Link>
      )}
    </nav>
  );
}
