import { changePlan, createPlan, deletePlan, hasOtherTimes } from '../../../commands/recurring/writePlan.ts';
import { PageQuery } from '../../../contracts/common.ts';
import {
  CreatePlanRequest,
  EditPlanRequest,
  PlanDetail,
  PlanPage,
  PlanParams,
  PlanWritten,
} from '../../../contracts/recurring.ts';
import { notFound } from '../../../contracts/refusal.ts';
import { readTimezone } from '../../../db/projects.ts';
import { findRuns } from '../../../db/planRuns.ts';
import { findPlan, findPlans, type Plan } from '../../../db/plans.ts';
import { created, endpoint, noContent, ok } from '../../endpoint.ts';
import type { Locale } from '../../locale.ts';
import { pagedBody, pageOf } from '../../paging.ts';
import { needVersion } from '../../versions.ts';
import { judgePlan, type PlanWarning } from './judgePlan.ts';
import { presentPlan, presentRun, settingsOf } from './presentPlan.ts';
import { newPlan, revisePlan } from './revisePlan.ts';

const path = '/api/scheduler/schedules';
const tag = 'Scheduler';
/** Runs that a plan is shown with. */
const shownRuns = 20;

export const list = endpoint({
  method: 'GET',
  path,
  summary: 'The recurring plans of the project, the newest first',
  tag,
  access: 'viewer',
  query: PageQuery,
  answers: { 200: PlanPage },
  async handle({ query, project, services, locale }) {
    const page = pageOf(query);
    const { count, rows } = await findPlans(project.id, page);
    const now = new Date();
    const results = rows.map((plan) => presentPlan(plan, now, locale));
    const publicUrl = services.config.PUBLIC_URL;
    return ok(pagedBody({ publicUrl, path: `${path}/`, query, page, total: count, results }));
  },
});

export const create = endpoint({
  method: 'POST',
  path,
  summary: 'Publish the next images by a plan that recurs; a Temporal Schedule starts its runs',
  tag,
  access: 'editor',
  idempotent: true,
  body: CreatePlanRequest,
  answers: { 201: PlanWritten },
  async handle({ body, caller, project, services, locale }) {
    const now = new Date();
    const timezone = body.timezone ?? (await readTimezone(project.id));
    const settings = revisePlan(newPlan(timezone, now), body);
    const { platforms } = services;
    const surroundings = { projectId: project.id, platforms, locale, now, timingIsNew: true };
    const warnings = await judgePlan(settings, surroundings);
    const plan = await createPlan(project.id, caller.userId, settings);
    return created(presentWritten(plan, warnings, { now, locale }));
  },
});

export const detail = endpoint({
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'A recurring plan, with its last runs and what became of them',
  tag,
  access: 'viewer',
  params: PlanParams,
  answers: { 200: PlanDetail },
  async handle({ params, project, locale }) {
    const plan = await needPlan(project.id, params.id);
    const runs = await findRuns(plan.id, shownRuns);
    return ok({ ...presentPlan(plan, new Date(), locale), runs: runs.map((run) => presentRun(run, locale)) });
  },
});

export const edit = endpoint({
  method: 'PATCH',
  path: `${path}/{id}`,
  summary: 'Change a recurring plan; posts that it made stay, and what is past is not made up for',
  tag,
  access: 'editor',
  params: PlanParams,
  body: EditPlanRequest,
  answers: { 200: PlanWritten },
  async handle({ params, body, project, services, locale }) {
    const now = new Date();
    let warnings: PlanWarning[] = [];
    const plan = await changePlan(project.id, params.id, async (current) => {
      needVersion(body.version, settingsOf(current));
      const settings = revisePlan(current, body);
      const { platforms } = services;
      const timingIsNew = hasOtherTimes(settings, current);
      const surroundings = { projectId: project.id, platforms, locale, now, timingIsNew };
      warnings = await judgePlan(settings, surroundings);
      return settings;
    });
    return ok(presentWritten(plan, warnings, { now, locale }));
  },
});

export const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{id}`,
  summary: 'End a recurring plan; the posts that it made stay',
  tag,
  access: 'editor',
  params: PlanParams,
  answers: { 204: null },
  async handle({ params, project }) {
    await deletePlan(project.id, params.id);
    return noContent();
  },
});

const presentWritten = (
  plan: Plan,
  warnings: PlanWarning[],
  { now, locale }: { now: Date; locale: Locale },
) => ({
  ...presentPlan(plan, now, locale),
  warnings,
});

/** @throws {Refusal} not_found */
export async function needPlan(projectId: string, planId: number): Promise<Plan> {
  const plan = await findPlan(projectId, planId);
  if (!plan) throw notFound('recurring plan');
  return plan;
}
