import type { PostPlan, TargetPlan } from '../../contracts/publishing.ts';

/** What is to be done with a target, and from when on, in ms since 1970. */
export interface NextStep {
  kind: 'prepare' | 'commit' | 'reconcile' | 'comment';
  at: number;
}

const second = 1000;
const minute = 60 * second;
/** Uploads are made this long before the instant, at the latest; spread, so that a full hour is no burst. */
const prepareAheadMs = 5 * minute;
const prepareSpreadMs = 10 * minute;
/** The activity that publishes waits in the worker for the instant: this long, at the least. */
const wakeAheadMs = 12 * second;
const wakeSpreadMs = 18 * second;

/** The next step of a target; null when nothing is to be done until somebody wakes the workflow. */
export function nextStep(post: PostPlan, target: TargetPlan): NextStep | null {
  const step = stepOf(post, target);
  return step && { ...step, at: Math.max(step.at, target.resumeAt ?? 0) };
}

function stepOf({ open, dueAt }: PostPlan, target: TargetPlan): NextStep | null {
  const ahead = dueAt - wakeAheadMs - wakeSpreadMs * spreadOf(target.id);
  switch (target.state) {
    case 'planned':
    case 'preparing':
      return open
        ? { kind: 'prepare', at: dueAt - prepareAheadMs - prepareSpreadMs * spreadOf(target.id) }
        : null;
    case 'prepared':
      if (!open) return null;
      return target.handleUntil !== null && target.handleUntil < dueAt
        ? { kind: 'prepare', at: ahead }
        : { kind: 'commit', at: ahead };
    case 'committing':
      return { kind: 'reconcile', at: target.deadlineAt ?? 0 };
    case 'unknown':
      return { kind: 'reconcile', at: 0 };
    case 'published':
      return target.commentDue ? { kind: 'comment', at: 0 } : null;
    case 'waiting':
    case 'parked':
    case 'rejected':
    case 'cancelled':
    case 'skipped':
      return null;
  }
}

/** A number from 0 to 1 that stays the same for an id. */
function spreadOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) % 1009;
  return hash / 1009;
}
