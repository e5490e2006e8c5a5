import { nextOccurrences } from '../../../commands/recurring/occurrences.ts';
import { checkRule, RuleProblem } from '../../../commands/recurring/recurrenceRule.ts';
import { PlanPreviewQuery, PlanTimes, PlanTimesRequest } from '../../../contracts/recurring.ts';
import { readTimezone } from '../../../db/projects.ts';
import type { PlanSettings } from '../../../db/plans.ts';
import { endpoint, ok } from '../../endpoint.ts';
import type { Locale } from '../../locale.ts';
import { isMessageCode, say, type MessageCode } from '../../messages/index.ts';
import { InvalidRequest } from '../../validation.ts';
import { presentOccurrence } from './presentPlan.ts';
import { newPlan, revisePlan } from './revisePlan.ts';

export const previewTimes = endpoint({
  method: 'POST',
  path: '/api/scheduler/schedules/preview',
  summary:
    'The next times that a recurring plan would have, ten unless told otherwise, while it is being made or changed; nothing is kept',
  tag: 'Scheduler',
  access: 'viewer',
  query: PlanPreviewQuery,
  body: PlanTimesRequest,
  answers: { 200: PlanTimes },
  async handle({ query, body, project, locale }) {
    const now = new Date();
    const timezone = body.timezone ?? (await readTimezone(project.id));
    const times = revisePlan(newPlan(timezone, now), body);
    refuseWithoutDays(times, locale);
    const occurrences = nextOccurrences(times, now, query.count);
    return ok({
      timezone,
      occurrences: occurrences.map((occurrence) => presentOccurrence(occurrence, times, locale)),
    });
  },
});

/** @throws {InvalidRequest} where a frequency lacks what says its days, or a rule cannot be read. */
function refuseWithoutDays({ frequency, daysOfWeek, dayOfMonth, rrule }: PlanSettings, locale: Locale): void {
  const refuse = (field: string, code: MessageCode, part = ''): never => {
    throw new InvalidRequest({ [field]: [say(locale, code, { part })] });
  };
  if (frequency === 'weekly' && daysOfWeek.length === 0) refuse('days_of_week', 'plan_days_needed');
  if (frequency === 'monthly' && dayOfMonth === null) refuse('day_of_month', 'plan_day_needed');
  if (frequency !== 'rrule') return;
  if (rrule === null) return refuse('rrule', 'required');
  try {
    checkRule(rrule);
  } catch (error) {
    if (!(error instanceof RuleProblem) || !isMessageCode(error.code)) throw error;
    refuse('rrule', error.code, error.part);
  }
}
