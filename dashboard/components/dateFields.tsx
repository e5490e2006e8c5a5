import '@mantine/dates/styles.css';
import { DatePickerInput, DateTimePicker, TimePicker, type TimePickerProps } from '@mantine/dates';
import 'dayjs/locale/fr';
import type { MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormat } from '../app/i18n/format.ts';
import { useAppTexts, useLanguage } from '../app/i18n/i18n.ts';
import type { WallTime } from '../app/time/zones.ts';

interface FieldProps<Value> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  error?: ReactNode;
  size?: MantineSize;
}

/** A day and a time as the person's language writes them, whatever the browser's: the day is chosen, the time typed. */
export function DateTimeField({
  label,
  value,
  onChange,
  min,
  ...rest
}: FieldProps<WallTime> & { min: string }) {
  const t = useAppTexts();
  const format = useFormat();
  const calendar = useCalendarProps();
  const times = useTimeProps();
  const inWords = format.dateTime(`${value}Z`, { zone: 'UTC' });
  return (
    <DateTimePicker
      size="md"
      {...rest}
      {...calendar}
      label={label}
      aria-label={`${label}: ${inWords}`}
      value={value.replace('T', ' ')}
      valueFormat={() => inWords}
      minDate={min}
      timePickerProps={times}
      submitButtonProps={{ 'aria-label': t('dates.done') }}
      popoverProps={{ returnFocus: true }}
      onChange={(chosen) => chosen && onChange(chosen.slice(0, 16).replace(' ', 'T'))}
    />
  );
}

/** A day such as `2026-03-14`; empty where there need be none. */
export function DateField({
  label,
  value,
  onChange,
  min,
  clearable = false,
  ...rest
}: FieldProps<string> & { min?: string; clearable?: boolean }) {
  const t = useAppTexts();
  const format = useFormat();
  const calendar = useCalendarProps();
  const inWords = value && format.date(value, { zone: 'UTC' });
  return (
    <DatePickerInput
      size="md"
      {...rest}
      {...calendar}
      label={label}
      aria-label={inWords ? `${label}: ${inWords}` : label}
      value={value || null}
      valueFormatter={() => inWords}
      minDate={min || undefined}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('dates.clear') }}
      popoverProps={{ returnFocus: true }}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

/** A time of day such as `10:00`; empty while it is none. */
export function TimeField(props: FieldProps<string>) {
  return <TimePicker size="md" {...useTimeProps()} {...props} />;
}

function useCalendarProps() {
  const t = useAppTexts();
  const locale = useLanguage();
  return {
    locale,
    // Red is for what fails.
    weekendDays: [],
    ariaLabels: {
      previousMonth: t('dates.earlier'),
      nextMonth: t('dates.later'),
      previousYear: t('dates.earlier'),
      nextYear: t('dates.later'),
      previousDecade: t('dates.earlier'),
      nextDecade: t('dates.later'),
      monthLevelControl: t('dates.chooseMonth'),
      yearLevelControl: t('dates.chooseYear'),
    },
  };
}

function useTimeProps(): Pick<
  TimePickerProps,
  'format' | 'hoursInputLabel' | 'minutesInputLabel' | 'amPmInputLabel'
> {
  const t = useAppTexts();
  const { hour12 } = new Intl.DateTimeFormat(useLanguage(), { hour: 'numeric' }).resolvedOptions();
  return {
    format: hour12 ? '12h' : '24h',
    hoursInputLabel: t('dates.hours'),
    minutesInputLabel: t('dates.minutes'),
    amPmInputLabel: t('dates.halfDay'),
  };
}
