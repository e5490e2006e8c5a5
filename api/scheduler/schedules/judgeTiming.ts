import { nextOccurrences } from '../../../commands/recurring/occurrences.ts';
import { checkRule, RuleProblem } from '../../../commands/recurring/recurrenceRule.ts';
import type { PlanSettings } from '../../../db/plans.ts';
import { isMessageCode, type MessageCode } from '../../messages/index.ts';
import type { Refuse } from './refuse.ts';

type Fault = [field: string, code: MessageCode, parameters?: Record<string, string>];

/** No calendar of Temporal's begins earlier. */
const earliestStart = '2000-01-01';
const furthestYears = 2;

/**
 * Judges when a plan is due. That no day is left is a fault only of new times: a plan that has ended may still be
 * renamed.
 */
export function judgeTiming(
  plan: PlanSettings,
  refuse: Refuse,
  { now, timingIsNew }: { now: Date; timingIsNew: boolean },
): void {
  const faults = [...judgeMembers(plan), ...judgeDates(plan, now)];
  if (faults.length === 0 && timingIsNew) faults.push(...judgeDaysLeft(plan, now));
  for (const fault of faults) refuse(...fault);
}

/** Each frequency has its member, and no other has an effect. */
function judgeMembers({ frequency, daysOfWeek, dayOfMonth, rrule }: PlanSettings): Fault[] {
  const members = [
    { of: 'weekly', member: 'days_of_week', isGiven: daysOfWeek.length > 0, needed: 'plan_days_needed' },
    { of: 'monthly', member: 'day_of_month', isGiven: dayOfMonth !== null, needed: 'plan_day_needed' },
    { of: 'rrule', member: 'rrule', isGiven: rrule !== null, needed: 'required' },
  ] as const;
  const faults = members.flatMap(({ of, member, isGiven, needed }): Fault[] => {
    if (of === frequency) return isGiven ? [] : [[member, needed]];
    return isGiven ? [[member, 'plan_member_without_effect', { frequency }]] : [];
  });
  return frequency === 'rrule' && rrule !== null ? [...faults, ...judgeRule(rrule)] : faults;
}

function judgeRule(rrule: string): Fault[] {
  try {
    checkRule(rrule);
    return [];
  } catch (error) {
    if (!(error instanceof RuleProblem) || !isMessageCode(error.code)) throw error;
    return [['rrule', error.code, { part: error.part }]];
  }
}

function judgeDates({ startDate, endDate }: PlanSettings, now: Date): Fault[] {
  const furthest = `${now.getUTCFullYear() + furthestYears}${now.toISOString().slice(4, 10)}`;
  const faults: Fault[] = [];
  if (startDate < earliestStart)
    faults.push(['start_date', 'plan_begins_too_early', { date: earliestStart }]);
  if (startDate > furthest) faults.push(['start_date', 'time_too_far']);
  if (endDate !== null && endDate < startDate) faults.push(['end_date', 'plan_ends_before_start']);
  return faults;
}

function judgeDaysLeft(plan: PlanSettings, now: Date): Fault[] {
  const isDue = (settings: PlanSettings) => nextOccurrences(settings, now, 1).length > 0;
  if (isDue(plan)) return [];
  return isDue({ ...plan, endDate: null })
    ? [['end_date', 'plan_without_days']]
    : [['rrule', 'rrule_without_days']];
}
