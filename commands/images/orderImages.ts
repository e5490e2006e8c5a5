import type { GenerateImageRequest } from '../../contracts/images.ts';
import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { dayOf, quotaExceeded } from './generationQuota.ts';
import { tagImages } from './tagImages.ts';

export interface ImageOrder extends GenerateImageRequest {
  projectId: string;
  userId: string;
  /** The project's generations a day. */
  dailyLimit: number;
}

/**
 * Takes the order from the day's quota, then writes the images, their generations and the promise of a workflow each.
 * One statement, so all or nothing; as several it took twice as long (docs/BENCHMARKS.md). The quota's row is locked
 * until the commit, so that the count is exact however many orders come at once.
 */
const insertOrder = `
  with project as (
    select id from projects where id = $1 and deleted_at is null for share
  ), quota as (
    insert into generation_quotas as q (project_id, day, used)
    select id, $2::date, $3::int from project where $3::int <= $4::int
    on conflict (project_id, day) do update set used = q.used + excluded.used
      where q.used + excluded.used <= $4::int
    returning 1
  ), ordered as (
    insert into images (project_id, user_id, prompt, style, width, height, quality)
    select $1, $5, $6, $7, $8::int, $9::int, $10 from quota, generate_series(1, $3::int)
    returning id
  ), generations as (
    insert into image_generations (image_id, project_id, user_id, prompt, parameters)
    select id, $1, $5, $6, $11::jsonb from ordered
  ), promises as (
    insert into outbox (action, workflow, input, project_id)
    select 'start', 'generateImage', jsonb_build_object('imageId', id), $1 from ordered
  )
  select id from ordered order by id`;

/**
 * Orders `n` images, each to be made by a workflow of its own; returns their ids. Counted against the day even if
 * they fail or are deleted later. @throws {Refusal} quota_exceeded, not_found when the project was deleted; then
 * nothing is written.
 */
export function orderImages(order: ImageOrder): Promise<number[]> {
  if (order.tags.length === 0) return insertImages(order);
  return transaction(async () => {
    const imageIds = await insertImages(order);
    await tagImages(order.projectId, imageIds, order.tags);
    return imageIds;
  });
}

async function insertImages(order: ImageOrder): Promise<number[]> {
  const { projectId, userId, dailyLimit, prompt, style, width, height, quality, n } = order;
  const now = new Date();
  const parameters = JSON.stringify({ style, width, height, quality });
  const ordered = await rows<{ id: number }>(insertOrder, [
    ...[projectId, dayOf(now), n, dailyLimit],
    ...[userId, prompt, style, width, height, quality, parameters],
  ]);
  if (ordered.length > 0) return ordered.map(({ id }) => id);
  const project = await row('select id from projects where id = $1 and deleted_at is null', [projectId]);
  throw project ? await quotaExceeded(projectId, dailyLimit, now) : notFound('project');
}
