import { Refusal } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

export interface QuotaState {
  used: number;
  /** The next midnight, UTC. */
  resetsAt: Date;
}

/** How many generations a project has used today (UTC). */
export async function readQuota(projectId: string, now = new Date()): Promise<QuotaState> {
  const found = await row<{ used: number }>(
    `select used from generation_quotas where project_id = $1 and day = $2::date`,
    [projectId, dayOf(now)],
  );
  return { used: found?.used ?? 0, resetsAt: nextMidnight(now) };
}

/** The refusal that says how many are left, and when the count starts again. */
export async function quotaExceeded(projectId: string, limit: number, now: Date): Promise<Refusal> {
  const { used, resetsAt } = await readQuota(projectId, now);
  return new Refusal('too_many', 'quota_exceeded', {
    parameters: { limit, remaining: Math.max(0, limit - used), resetsAt: resetsAt.toISOString() },
    retryAfterSeconds: Math.ceil((resetsAt.getTime() - now.getTime()) / 1000),
  });
}

/** The day that an instant counts for, UTC. */
export const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const nextMidnight = (now: Date) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
