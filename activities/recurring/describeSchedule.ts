import { aheadMs, pauseOf, upcomingOccurrences } from '../../commands/recurring/syncPlan.ts';
import type { Plan } from '../../db/plans.ts';
import type { PlanSchedule } from './planSchedules.ts';

/** The Schedule of a plan; null when it has no further occurrence. */
export function describeSchedule(plan: Plan, now: Date): PlanSchedule | null {
  const { id, overlap, catchUpMinutes, timezone, platforms } = plan;
  const occurrences = upcomingOccurrences(plan, now).map(({ at }) => at);
  if (occurrences.length === 0) return null;
  return {
    planId: id,
    starts: occurrences.map((at) => new Date(at.getTime() - aheadMs)),
    isPaused: !plan.isActive,
    operatorPause: pauseOf(plan),
    overlap,
    catchUpMinutes,
    note: `${whenOf(plan)}, ${timezone}; ${platforms.join(', ')}`,
    memo: {
      plan: id,
      project: plan.projectId,
      when: `${whenOf(plan)}, ${timezone}`,
      platforms,
      nextPosts: occurrences.slice(0, 5).map((at) => at.toISOString()),
    },
  };
}

const weekdays = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

function whenOf({ frequency, timeOfDay, daysOfWeek, dayOfMonth, rrule }: Plan): string {
  switch (frequency) {
    case 'daily':
      return `Daily at ${timeOfDay}`;
    case 'weekly':
      return `${daysOfWeek.map((day) => weekdays[day - 1]).join(', ')} at ${timeOfDay}`;
    case 'monthly':
      return `Monthly on ${dayOfMonth === -1 ? 'the last day' : `day ${dayOfMonth ?? ''}`} at ${timeOfDay}`;
    case 'rrule':
      return `${rrule ?? ''} at ${timeOfDay}`;
  }
}
