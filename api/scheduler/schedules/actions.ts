import { nextOccurrences } from '../../../commands/recurring/occurrences.ts';
import { orderRun } from '../../../commands/recurring/openRuns.ts';
import { changePlan } from '../../../commands/recurring/writePlan.ts';
import {
  PlanParams,
  PlanPreview,
  PlanPreviewQuery,
  PlanRunAccepted,
  PlanSummary,
} from '../../../contracts/recurring.ts';
import { accepted, endpoint, ok } from '../../endpoint.ts';
import { say } from '../../messages/index.ts';
import { needPlan } from './plans.ts';
import { presentOccurrence, presentPlan, presentRun } from './presentPlan.ts';

const path = '/api/scheduler/schedules/{id}';
const tag = 'Scheduler';

export const pause = switching('pause', false, 'Let a recurring plan rest; posts that it made stay');
export const resume = switching(
  'resume',
  true,
  'Let a recurring plan go on; what fell due meanwhile is not made up for',
);

/** An endpoint that sets `is_active`. */
function switching(verb: string, isActive: boolean, summary: string) {
  return endpoint({
    method: 'POST',
    path: `${path}/${verb}`,
    summary,
    tag,
    access: 'editor',
    params: PlanParams,
    answers: { 200: PlanSummary },
    async handle({ params, project, locale }) {
      const plan = await changePlan(project.id, params.id, (current) => ({ ...current, isActive }));
      return ok(presentPlan(plan, new Date(), locale));
    },
  });
}

export const runNow = endpoint({
  method: 'POST',
  path: `${path}/run-now`,
  summary:
    'Publish the next image of a recurring plan now, beside its times; workflow runRecurringSchedule does it, ' +
    'and the plan shows what became of it',
  tag,
  access: 'editor',
  idempotent: true,
  params: PlanParams,
  answers: { 202: PlanRunAccepted },
  async handle({ params, project, services, locale }) {
    const run = await orderRun(project.id, params.id);
    const message = say(locale, services.temporal.isUp() ? 'plan_run_started' : 'work_queued');
    return accepted({ run: presentRun(run, locale), message });
  },
});

export const preview = endpoint({
  method: 'GET',
  path: `${path}/preview`,
  summary:
    "The next times of a recurring plan, ten unless told otherwise, in its zone, and where daylight saving or a month's end moves them",
  tag,
  access: 'viewer',
  params: PlanParams,
  query: PlanPreviewQuery,
  answers: { 200: PlanPreview },
  async handle({ params, query, project, locale }) {
    const plan = await needPlan(project.id, params.id);
    const occurrences = nextOccurrences(plan, new Date(), query.count);
    return ok({
      id: plan.id,
      timezone: plan.timezone,
      occurrences: occurrences.map((occurrence) => presentOccurrence(occurrence, plan, locale)),
    });
  },
});
