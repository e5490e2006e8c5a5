import { occurrencesBetween } from '../../../commands/recurring/occurrences.ts';
import { OccurrencesQuery, PlanOccurrences } from '../../../contracts/calendar.ts';
import { findActivePlans } from '../../../db/plans.ts';
import { endpoint, ok } from '../../endpoint.ts';
import { say } from '../../messages/index.ts';
import { InvalidRequest } from '../../validation.ts';

/** A plan has one time a day at most. */
const mostDays = 100;
const dayMs = 24 * 60 * 60_000;

export const occurrences = endpoint({
  method: 'GET',
  path: '/api/scheduler/schedules/occurrences',
  summary: 'When each active recurring plan is due between two instants, from now on; a hundred days at most',
  tag: 'Scheduler',
  access: 'viewer',
  query: OccurrencesQuery,
  answers: { 200: PlanOccurrences.array() },
  async handle({ query, project, locale }) {
    const [from, until] = [Date.parse(query.from), Date.parse(query.until)];
    if (until - from > mostDays * dayMs)
      throw new InvalidRequest({ until: [say(locale, 'span_too_long', { days: mostDays })] });
    const plans = await findActivePlans(project.id);
    const begin = new Date(Math.max(from, Date.now()));
    const last = new Date(until - 1);
    return ok(
      plans.map((plan) => ({
        ...{ id: plan.id, name: plan.name, platforms: plan.platforms, connection_ids: plan.connectionIds },
        occurrences: occurrencesBetween(plan, begin, last, mostDays + 1).map(({ at }) => at.toISOString()),
      })),
    );
  },
});
