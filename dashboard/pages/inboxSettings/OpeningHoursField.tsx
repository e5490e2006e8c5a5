import { ActionIcon, Fieldset, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import type { Hours } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';
import { ZoneSelect } from '../../components/ZoneSelect.tsx';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Day = (typeof days)[number];
type Range = Hours[Day][number];

const workday: Range[] = [{ from: '09:00', to: '18:00' }];
const usualWeek = {
  ...{ monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday },
  ...{ saturday: [], sunday: [] },
};
const rangesMaximum = 4;
const halfHours = Array.from(
  { length: 49 },
  (_, place) => `${String(Math.floor(place / 2)).padStart(2, '0')}:${place % 2 === 0 ? '00' : '30'}`,
);
/** A Monday, for the names of the days. */
const aMonday = Date.UTC(2024, 0, 1);
const dayMs = 24 * 60 * 60_000;

interface OpeningHoursFieldProps {
  legend: string;
  hint: string;
  disabled?: boolean;
  /** As a form that keeps its own values gives them. */
  defaultValue?: Hours | null;
  onChange: (hours: Hours | null) => void;
  error?: React.ReactNode;
}

/** Hours for each day of the week, in the clocks of a zone; or always. */
export function OpeningHoursField(props: OpeningHoursFieldProps) {
  const { legend, hint, disabled = false, defaultValue = null, onChange, error } = props;
  const t = useInboxSettingsTexts();
  const { timezone } = useProject();
  const [hours, setHours] = useState<Hours | null>(defaultValue);
  const write = (next: Hours | null) => {
    setHours(next);
    onChange(next);
  };
  return (
    <Fieldset legend={legend} radius="md" disabled={disabled}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
        <Switch
          label={t('hours.always')}
          checked={hours === null}
          onChange={({ currentTarget }) => write(currentTarget.checked ? null : { timezone, ...usualWeek })}
        />
        {hours && (
          <>
            <ZoneSelect
              size="sm"
              label={t('hours.zone')}
              known={hours.timezone}
              value={hours.timezone}
              onChange={(zone) => zone && write({ ...hours, timezone: zone })}
            />
            {days.map((day, place) => (
              <DayHours
                key={day}
                place={place}
                ranges={hours[day]}
                change={(ranges) => write({ ...hours, [day]: ranges })}
              />
            ))}
          </>
        )}
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

interface DayHoursProps {
  /** 0: Monday. */
  place: number;
  ranges: Range[];
  change: (ranges: Range[]) => void;
}

function DayHours({ place, ranges, change }: DayHoursProps) {
  const t = useInboxSettingsTexts();
  const format = useFormat();
  const day = format.weekdayName(aMonday + place * dayMs, { zone: 'UTC' });
  const revise = (at: number, revised: Partial<Range>) =>
    change(ranges.map((range, each) => (each === at ? { ...range, ...revised } : range)));
  const add = () =>
    change([...ranges, ...(ranges.length === 0 ? workday : [{ from: '19:00', to: '21:00' }])]);
  return (
    <Group gap="sm" align="flex-start" role="group" aria-label={day}>
      <Text size="sm" fw={550} w={96} pt={8} tt="capitalize">
        {day}
      </Text>
      <Stack gap="xs" flex="1 1 220px">
        {ranges.length === 0 && (
          <Text size="sm" c="dimmed" pt={8}>
            {t('hours.closed')}
          </Text>
        )}
        {ranges.map((range, at) => (
          <Group key={at} gap="xs" wrap="nowrap">
            <Clock
              label={t('hours.from', { day })}
              value={range.from}
              change={(from) => revise(at, { from })}
            />
            <span aria-hidden>–</span>
            <Clock label={t('hours.to', { day })} value={range.to} change={(to) => revise(at, { to })} />
            <ActionIcon
              aria-label={t('hours.remove', { day, from: range.from, to: range.to })}
              onClick={() => change(ranges.filter((_, each) => each !== at))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <ActionIcon
        aria-label={t('hours.add', { day })}
        disabled={ranges.length >= rangesMaximum}
        onClick={add}
      >
        <IconPlus size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

interface ClockProps {
  label: string;
  value: string;
  change: (time: string) => void;
}

const Clock = ({ label, value, change }: ClockProps) => (
  <NativeSelect
    size="sm"
    aria-label={label}
    value={value}
    data={[...new Set([...halfHours, value])].sort()}
    onChange={({ currentTarget }) => change(currentTarget.value)}
  />
);
