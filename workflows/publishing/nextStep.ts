import type { PostPlan, TargetPlan } from '../../contracts/publishing.ts';

/** What is to be done with a target, and from when on, in ms since 1970. */
export interface NextStep {
  kind: 'prepare' | 'commit' | 'reconcile' | 'comment' | 'remind';
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

/** The next step of a target; null when nothing is to be done until somebody wakes the workflow. `now` in ms. */
export function nextStep(post: PostPlan, target: TargetPlan, now: number): NextStep | null {
  const step = stepOf(post, target, now);
  return step && { ...step, at: Math.max(step.at, target.resumeAt ?? 0) };
}

function stepOf({ open, dueAt }: PostPlan, target: TargetPlan, now: number): NextStep | null {
  const spread = spreadOf(target.id);
  const commitAt = dueAt - wakeAheadMs - wakeSpreadMs * spread;
  const prepareAt = dueAt - prepareAheadMs - prepareSpreadMs * spread;
  switch (target.state) {
    case 'planned':
    case 'preparing':
      return open ? { kind: 'prepare', at: prepareAt } : null;
    case 'prepared':
      if (!open) return null;
      // What lapses before it is sent is made again: as early as ever, but not while the old one is all there could be.
      return target.handleUntil !== null && target.handleUntil <= Math.max(dueAt, target.resumeAt ?? 0, now)
        ? { kind: 'prepare', at: Math.min(commitAt, Math.max(prepareAt, target.handleUntil)) }
        : { kind: 'commit', at: commitAt };
    case 'committing':
      return { kind: 'reconcile', at: target.deadlineAt ?? 0 };
    case 'unknown':
      return { kind: 'reconcile', at: 0 };
    case 'published':
      return target.commentDue ? { kind: 'comment', at: 0 } : null;
    case 'waiting':
      if (!open) return null;
      if (!target.isTold) return { kind: 'remind', at: dueAt };
      return target.lateAt === null ? null : { kind: 'remind', at: target.lateAt };
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
