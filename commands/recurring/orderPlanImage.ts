import { Refusal } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';
import type { Plan } from '../../db/plans.ts';
import { orderImages } from '../images/orderImages.ts';

/**
 * Orders an image by the plan's prompt; while one of its images waits to be made or validated, that one. Its code says
 * what came of it, with no image when the day's quota is used up. `dailyLimit`: the project's generations a day.
 */
export async function orderPlanImage(
  plan: Plan,
  dailyLimit: number,
): Promise<{ imageId: number | null; code: string }> {
  const waiting = await row<{ imageId: number }>(
    `select i.id as "imageId" from recurring_runs r join images i on i.id = r.image_id
     where r.recurring_schedule_id = $1 and i.status in ('pending', 'generated') order by i.id limit 1`,
    [plan.id],
  );
  if (waiting) return { ...waiting, code: 'image_to_validate' };
  try {
    const [imageId = null] = await orderImages({
      ...{ projectId: plan.projectId, userId: plan.userId, dailyLimit, prompt: plan.prompt ?? '' },
      ...{ style: 'realistic', width: 1024, height: 1024, quality: 'standard', n: 1 },
      tags: plan.tag === null ? [] : [plan.tag],
    });
    return { imageId, code: 'image_to_validate' };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'quota_exceeded')
      return { imageId: null, code: 'image_quota_used_up' };
    throw error;
  }
}
