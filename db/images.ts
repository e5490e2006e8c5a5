import { Op, type Order, type WhereOptions } from 'sequelize';
import type { ImageStatus, ImageStyle } from '../contracts/images.ts';
import { database } from './connection.ts';
import { Image } from './models/image.ts';
import { row, rows } from './query.ts';

export interface ImageFilter {
  status?: ImageStatus | undefined;
  /** Words of the prompt, as they stand in it; case does not matter. */
  search?: string | undefined;
  /** An image has all of them. */
  tags?: string[];
  ordering: 'created_at' | '-created_at' | 'prompt' | '-prompt';
  limit: number;
  offset: number;
}

const orders: Record<ImageFilter['ordering'], Order> = {
  created_at: [
    ['createdAt', 'ASC'],
    ['id', 'ASC'],
  ],
  '-created_at': [
    ['createdAt', 'DESC'],
    ['id', 'DESC'],
  ],
  prompt: [
    ['prompt', 'ASC'],
    ['id', 'ASC'],
  ],
  '-prompt': [
    ['prompt', 'DESC'],
    ['id', 'DESC'],
  ],
};

/** A page of a project's images, and how many there are in all. */
export function findImages(
  projectId: string,
  filter: ImageFilter,
): Promise<{ count: number; rows: Image[] }> {
  const { status, search, tags = [], ordering, limit, offset } = filter;
  const where: WhereOptions[] = [{ projectId }];
  if (status) where.push({ status });
  if (search) where.push({ prompt: { [Op.iLike]: `%${search.replace(/[\\%_]/g, '\\$&')}%` } });
  for (const tag of tags) where.push(database().literal(`${hasTag(tag)}`));
  return Image.findAndCountAll({ where: { [Op.and]: where }, order: orders[ordering], limit, offset });
}

const hasTag = (tag: string) =>
  `exists (select from image_tags it join tags t on t.id = it.tag_id
   where it.image_id = "Image".id and lower(t.name) = lower(${database().escape(tag)}))`;

/** The tags of images, by image, in the order they were given. */
export async function tagsOf(imageIds: number[]): Promise<Map<number, string[]>> {
  const found = await rows<{ imageId: number; names: string[] }>(
    `select it.image_id as "imageId", array_agg(t.name order by it.position) as names
     from image_tags it join tags t on t.id = it.tag_id where it.image_id = any($1::int[]) group by it.image_id`,
    [imageIds],
  );
  return new Map(found.map(({ imageId, names }) => [imageId, names]));
}

/** A project's tags and how many of its images have each, the most used first. */
export const countTags = (projectId: string) =>
  rows<{ id: number; name: string; usage_count: number }>(
    `select t.id, t.name, count(it.image_id)::int as usage_count
     from tags t left join image_tags it on it.tag_id = t.id
     where t.project_id = $1 group by t.id order by usage_count desc, lower(t.name) limit 1000`,
    [projectId],
  );

export interface ImageFigures {
  byStatus: Partial<Record<ImageStatus, number>>;
  byStyle: Partial<Record<ImageStyle, number>>;
  averageTime: number;
  totalTime: number;
  costTotal: number;
  costThisMonth: number;
}

/**
 * The figures of a project's images; times in seconds, costs in USD with those of deleted images. Those that people brought
 * have no style.
 */
export async function readImageFigures(projectId: string): Promise<ImageFigures> {
  const figures = await row<ImageFigures>(
    `with mine as (select status, style, generation_time from images where project_id = $1),
     paid as (select cost_usd, created_at from image_generations where project_id = $1)
     select
       (select coalesce(jsonb_object_agg(status, n), '{}') from (select status, count(*) as n from mine group by 1) s) as "byStatus",
       (select coalesce(jsonb_object_agg(style, n), '{}') from (
         select style, count(*) as n from mine where style is not null group by 1) s) as "byStyle",
       (select coalesce(avg(generation_time), 0) from mine) as "averageTime",
       (select coalesce(sum(generation_time), 0) from mine) as "totalTime",
       (select coalesce(sum(cost_usd), 0)::float8 from paid) as "costTotal",
       (select coalesce(sum(cost_usd), 0)::float8 from paid
         where created_at >= date_trunc('month', now() at time zone 'utc') at time zone 'utc') as "costThisMonth"`,
    [projectId],
  );
  if (!figures) throw new Error('a select without a row');
  return figures;
}
