import type { z } from 'zod';
import { nextOccurrences, type Occurrence } from '../../../commands/recurring/occurrences.ts';
import { localTime } from '../../../commands/localTime.ts';
import { Weekday, type PlanPreview, type PlanRun, type PlanSummary } from '../../../contracts/recurring.ts';
import type { MessageParameters } from '../../../contracts/refusal.ts';
import type { PlanRunRow } from '../../../db/planRuns.ts';
import type { Plan } from '../../../db/plans.ts';
import type { Locale } from '../../locale.ts';
import { isMessageCode, say } from '../../messages/index.ts';
import { versionOf } from '../../versions.ts';

/** A plan as it is set, and when it is due next. */
export function presentPlan(plan: Plan, now: Date, locale: Locale): z.infer<typeof PlanSummary> {
  const state = stateOf(plan);
  const [next] = state === 'active' ? nextOccurrences(plan, now, 1) : [];
  const settings = settingsOf(plan);
  return {
    id: plan.id,
    ...settings,
    state,
    paused_note: plan.operatorPausedAt && plan.operatorNote ? plan.operatorNote : null,
    problem: problemOf(plan, locale),
    next_occurrence_at: next?.at.toISOString() ?? null,
    created_at: plan.createdAt.toISOString(),
    updated_at: plan.updatedAt.toISOString(),
    version: versionOf(settings),
  };
}

/** What people can change of a plan, by its names in requests. */
export function settingsOf(plan: Plan) {
  return {
    name: plan.name,
    frequency: plan.frequency,
    time_of_day: plan.timeOfDay,
    platforms: plan.platforms,
    is_active: plan.isActive,
    timezone: plan.timezone,
    days_of_week: plan.daysOfWeek.flatMap((day) => Weekday.options[day - 1] ?? []),
    day_of_month: plan.dayOfMonth === -1 ? ('last' as const) : plan.dayOfMonth,
    rrule: plan.rrule,
    start_date: plan.startDate,
    end_date: plan.endDate,
    connection_ids: plan.connectionIds,
    tag: plan.tag,
    caption: plan.caption,
    caption_by: plan.captionBy,
    hashtags: plan.hashtags,
    options: plan.options,
    when_no_image: plan.whenNoImage,
    prompt: plan.prompt,
    late_policy: { action: plan.lateAction, minutes: plan.lateMinutes },
    catch_up_minutes: plan.catchUpMinutes,
    overlap: plan.overlap,
  };
}

/** What a person has to do before it makes posts again; other reasons pass by themselves. */
const lasting = ['no_image_left', 'image_to_validate', 'nowhere_to_publish'];

function problemOf({ scheduleRefusedAt, lastRunCode }: Plan, locale: Locale) {
  const lacking = lasting.find((code) => code === lastRunCode) ?? null;
  const code = scheduleRefusedAt ? 'plan_schedule_refused' : lacking;
  return code === null ? null : { code, message: textOf(code, locale, {}) };
}

function stateOf({
  isActive,
  operatorPausedAt,
  scheduleRefusedAt,
  endedAt,
}: Plan): z.infer<typeof PlanSummary>['state'] {
  if (endedAt) return 'ended';
  if (!isActive) return 'paused';
  if (operatorPausedAt) return 'paused_by_operator';
  return scheduleRefusedAt ? 'not_scheduled' : 'active';
}

/** A run of a plan, and what became of each platform. */
export function presentRun(run: PlanRunRow, locale: Locale): z.infer<typeof PlanRun> {
  const outcome = (code: string | null, parameters = {}) =>
    code === null ? null : { code, message: textOf(code, locale, parameters) };
  return {
    id: Number(run.id),
    occurrence_at: run.occurrenceAt.toISOString(),
    kind: run.kind,
    state: run.state,
    reason: outcome(run.code),
    caption_problem: run.captionProblem === null ? null : textOf(run.captionProblem, locale, {}),
    image: run.imageId,
    platforms: run.verdicts.map(({ platform, connectionId, imageId, postId, code, parameters }) => ({
      platform,
      connection_id: connectionId,
      image: imageId,
      post: postId,
      problem: outcome(code, parameters),
    })),
    updated_at: run.updatedAt.toISOString(),
  };
}

/** An occurrence in its plan's zone, and in what it differs from what the plan says. */
export function presentOccurrence(
  { at, note }: Occurrence,
  { timezone, timeOfDay }: Pick<Plan, 'timezone' | 'timeOfDay'>,
  locale: Locale,
): z.infer<typeof PlanPreview>['occurrences'][number] {
  const local = localTime(at, timezone);
  const parameters = { time: timeOfDay, zone: timezone, shown: local.slice(11, 19) };
  return {
    at: at.toISOString(),
    local_time: local,
    note: note && { code: note, message: textOf(note, locale, parameters) },
  };
}

const textOf = (code: string, locale: Locale, parameters: MessageParameters): string =>
  isMessageCode(code) ? say(locale, code, parameters) : code;
