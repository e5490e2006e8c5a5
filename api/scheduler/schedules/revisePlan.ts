import { dayIn } from '../../../commands/localTime.ts';
import { asHashtags } from '../../../contracts/postText.ts';
import { Weekday, type EditPlanRequest } from '../../../contracts/recurring.ts';
import type { PlanSettings } from '../../../db/plans.ts';

/** A plan of which only the name, the time and the platforms are said. */
export const newPlan = (timezone: string, now: Date): PlanSettings => ({
  ...{ name: '', frequency: 'daily', timeOfDay: '', timezone },
  ...{ daysOfWeek: [], dayOfMonth: null, rrule: null, startDate: dayIn(timezone, now), endDate: null },
  ...{ platforms: [], connectionIds: [], tag: null },
  ...{ caption: '{prompt}', captionBy: 'template', hashtags: '', options: {} },
  ...{ whenNoImage: 'skip', prompt: null },
  ...{ lateMinutes: 360, lateAction: 'ask', catchUpMinutes: 360, overlap: 'wait', isActive: true },
});

/**
 * What a plan becomes by a request: members that are not given stay as they are, but for what only another frequency
 * has.
 */
export function revisePlan(plan: PlanSettings, request: EditPlanRequest): PlanSettings {
  const { late_policy: policy, day_of_month: day, time_of_day: time } = request;
  const frequency = request.frequency ?? plan.frequency;
  const kept = {
    daysOfWeek: frequency === 'weekly' ? plan.daysOfWeek : [],
    dayOfMonth: frequency === 'monthly' ? plan.dayOfMonth : null,
    rrule: frequency === 'rrule' ? plan.rrule : null,
  };
  return {
    name: request.name ?? plan.name,
    frequency,
    timeOfDay: time === undefined ? plan.timeOfDay : time.length === 5 ? `${time}:00` : time,
    timezone: request.timezone ?? plan.timezone,
    daysOfWeek: request.days_of_week ? numbersOf(request.days_of_week) : kept.daysOfWeek,
    dayOfMonth: day === undefined ? kept.dayOfMonth : day === 'last' ? -1 : day,
    rrule: request.rrule === undefined ? kept.rrule : request.rrule,
    startDate: request.start_date ?? plan.startDate,
    endDate: request.end_date === undefined ? plan.endDate : request.end_date,
    platforms: request.platforms ? [...new Set(request.platforms)] : plan.platforms,
    connectionIds: request.connection_ids ? [...new Set(request.connection_ids)] : plan.connectionIds,
    tag: request.tag === undefined ? plan.tag : request.tag,
    caption: request.caption ?? plan.caption,
    captionBy: request.caption_by ?? plan.captionBy,
    hashtags: request.hashtags === undefined ? plan.hashtags : asHashtags(request.hashtags),
    options: request.options ?? plan.options,
    whenNoImage: request.when_no_image ?? plan.whenNoImage,
    prompt: request.prompt === undefined ? plan.prompt : request.prompt,
    lateMinutes: policy?.minutes ?? plan.lateMinutes,
    lateAction: policy?.action ?? plan.lateAction,
    catchUpMinutes: request.catch_up_minutes ?? plan.catchUpMinutes,
    overlap: request.overlap ?? plan.overlap,
    isActive: request.is_active ?? plan.isActive,
  };
}

const numbersOf = (days: string[]) =>
  [...new Set(days)].map((day) => Weekday.options.findIndex((name) => name === day) + 1).sort();
