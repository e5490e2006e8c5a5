import { ActionIcon, Button, Group, NativeSelect, SegmentedControl, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { postStates } from '../../../contracts/postStates.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { addDays } from '../../app/time/zones.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { noonOf, type Days } from './days.ts';
import type { Connection } from './questions.ts';
import { calendarViews, type CalendarSearch, type CalendarView } from './search.ts';
import { useCalendarTexts } from './texts.ts';

interface ToolbarProps {
  view: CalendarView;
  date: string;
  days: Days;
  search: CalendarSearch;
  connections: Connection[];
  show: (changes: CalendarSearch) => void;
  step: (steps: 1 | -1) => void;
  today: string;
}

/** What is shown, and the ways to show something else. */
export function Toolbar({ view, date, days, search, connections, show, step, today }: ToolbarProps) {
  const t = useCalendarTexts();
  const app = useAppTexts();
  return (
    <Group justify="space-between" mb="md" gap="sm">
      <Group gap="xs">
        <Button variant="default" size="sm" onClick={() => show({ date: today })}>
          {t('today')}
        </Button>
        <ActionIcon aria-label={t('earlier')} onClick={() => step(-1)}>
          <IconChevronLeft size={20} />
        </ActionIcon>
        <ActionIcon aria-label={t('later')} onClick={() => step(1)}>
          <IconChevronRight size={20} />
        </ActionIcon>
        <Title order={2} size="h3" aria-live="polite">
          <Period view={view} date={date} days={days} />
        </Title>
      </Group>
      <Group gap="xs">
        <NativeSelect
          size="sm"
          flex="1 1 150px"
          aria-label={t('filters.account')}
          value={search.account ?? ''}
          onChange={({ currentTarget: { value } }) => show({ account: value || undefined })}
          data={[
            { value: '', label: t('filters.allAccounts') },
            ...connections.map(({ id, platform, username }) => ({
              value: id,
              label: `${platformName(platform)} · ${username}`,
            })),
          ]}
        />
        <NativeSelect
          size="sm"
          flex="1 1 150px"
          aria-label={t('filters.state')}
          value={search.state ?? ''}
          onChange={({ currentTarget: { value } }) =>
            show({ state: postStates.find((each) => each === value) })
          }
          data={[
            { value: '', label: t('filters.allStates') },
            ...postStates.map((value) => ({ value, label: app(`states.post.${value}`) })),
          ]}
        />
        <SegmentedControl
          size="sm"
          aria-label={t('views.label')}
          value={view}
          onChange={(value) => show({ view: calendarViews.find((each) => each === value) })}
          data={calendarViews.map((value) => ({ value, label: t(`views.${value}`) }))}
        />
      </Group>
    </Group>
  );
}

/** November 2026; 16 – 22 November; Sunday 22 November; of a list November 2026 – January 2027. */
function Period({ view, date, days }: { view: CalendarView; date: string; days: Days }) {
  const format = useFormat();
  const utc = { zone: 'UTC' };
  if (view === 'day') return format.weekday(noonOf(date), utc);
  if (view === 'week')
    return `${format.shortDate(noonOf(days.from), utc)} – ${format.shortDate(noonOf(addDays(days.until, -1)), utc)}`;
  const month = (day: string) => {
    const name = format.month(noonOf(day), utc);
    return name.charAt(0).toLocaleUpperCase() + name.slice(1);
  };
  return view === 'list' ? `${month(days.from)} – ${month(addDays(days.until, -1))}` : month(date);
}
