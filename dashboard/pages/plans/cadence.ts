import { useFormat } from '../../app/i18n/format.ts';
import type { Plan } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/** The days of a week in their order, each with a day that is one. */
export const weekdays = [
  { name: 'monday', example: '2024-01-01' },
  { name: 'tuesday', example: '2024-01-02' },
  { name: 'wednesday', example: '2024-01-03' },
  { name: 'thursday', example: '2024-01-04' },
  { name: 'friday', example: '2024-01-05' },
  { name: 'saturday', example: '2024-01-06' },
  { name: 'sunday', example: '2024-01-07' },
] as const;

/** Rules that people often want, for which there is no field; their names are those of the texts. */
export const usualRules = {
  workdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  everyOtherMonday: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
  firstMonday: 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1',
  lastFriday: 'FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1',
} as const;
export const usualRuleNames = Object.keys(usualRules) as (keyof typeof usualRules)[];

type Recurrence = Pick<Plan, 'frequency' | 'time_of_day' | 'days_of_week' | 'day_of_month' | 'rrule'>;

/** When a plan recurs, in words: “Every Monday and Thursday at 10:00”. */
export function useCadence(): (plan: Recurrence) => string {
  const t = usePlansTexts();
  const format = useFormat();
  return (plan) => {
    const utc = { zone: 'UTC' };
    const time = format.time(`2024-01-01T${plan.time_of_day}Z`, utc);
    if (plan.frequency === 'daily') return t('cadence.daily', { time });
    if (plan.frequency === 'rrule') {
      const usual = usualRuleNames.find((name) => usualRules[name] === plan.rrule);
      return usual
        ? t('cadence.usualRule', { time, days: t(`form.usualRules.${usual}`) })
        : t('cadence.rrule', { time, rule: plan.rrule ?? '' });
    }
    if (plan.frequency === 'weekly') {
      const days = weekdays.filter(({ name }) => plan.days_of_week.includes(name));
      return t('cadence.weekly', {
        time,
        days: format.list(days.map(({ example }) => format.weekdayName(example, utc))),
      });
    }
    if (plan.day_of_month === 'last' || plan.day_of_month === null) return t('cadence.monthlyLast', { time });
    if (plan.day_of_month === 1) return t('cadence.monthlyFirst', { time });
    return t('cadence.monthly', { time, day: plan.day_of_month });
  };
}
