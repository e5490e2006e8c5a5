import { countPlannedWithinADay } from '../../db/quotas.ts';
import type { Finding } from './composition.ts';

const dayMs = 24 * 60 * 60_000;

/** Whether an account's quota of posts a day will do when a post is due, as far as is known now; null where it will. */
export async function judgeQuota(
  connectionId: string,
  scheduledTime: Date,
  { used, limit }: { used: number; limit: number },
): Promise<Pick<Finding, 'code' | 'parameters'> | null> {
  // What was published by now no longer counts a day later.
  const counting = scheduledTime.getTime() - Date.now() < dayMs ? used : 0;
  if (counting >= limit) return { code: 'quota_used_up', parameters: { used, limit } };
  const planned = await countPlannedWithinADay(connectionId, scheduledTime);
  return counting + planned >= limit
    ? { code: 'quota_planned_up', parameters: { used: counting, planned, limit } }
    : null;
}
