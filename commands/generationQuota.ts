import { Refusal } from '../contracts/refusal.ts';
import { row } from '../db/query.ts';

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

/**
 * Counts `n` generations against the project's day. Exact however many come at once: the day's row is locked until
 * the surrounding transaction ends. What fails or is deleted later stays counted.
 * @throws {Refusal} quota_exceeded, 429, with when the count starts again.
 */
export async function takeFromQuota(
  projectId: string,
  n: number,
  limit: number,
  now = new Date(),
): Promise<void> {
  const taken = await row<{ used: number }>(
    `insert into generation_quotas as q (project_id, day, used)
     select $1, $2::date, $3::int where $3::int <= $4::int
     on conflict (project_id, day) do update set used = q.used + excluded.used where q.used + excluded.used <= $4::int
     returning used`,
    [projectId, dayOf(now), n, limit],
  );
  if (taken) return;
  const { used, resetsAt } = await readQuota(projectId, now);
  throw new Refusal('too_many', 'quota_exceeded', {
    parameters: { limit, remaining: Math.max(0, limit - used), resetsAt: resetsAt.toISOString() },
    retryAfterSeconds: Math.ceil((resetsAt.getTime() - now.getTime()) / 1000),
  });
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10);
const nextMidnight = (now: Date) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
