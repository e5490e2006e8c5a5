import { rows } from '../db/query.ts';

/**
 * Gives images their tags, in the order given; a tag that the project knows in another spelling keeps its own.
 * Repeated names count once.
 */
export async function tagImages(projectId: string, imageIds: number[], names: string[]): Promise<void> {
  const distinct = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  // "do update" of nothing, so that known tags are returned too; sorted, so that two orders never wait for each other.
  const tags = await rows<{ id: number; name: string }>(
    `insert into tags (project_id, name)
     select $1, name from unnest($2::text[]) as name order by lower(name)
     on conflict (project_id, lower(name)) do update set name = tags.name
     returning id, lower(name) as name`,
    [projectId, distinct],
  );
  const idOf = new Map(tags.map(({ id, name }) => [name, id]));
  const tagIds = distinct.map((name) => idOf.get(name.toLowerCase()));
  await rows(
    `insert into image_tags (image_id, tag_id, position)
     select image_id, tag_id, position from unnest($1::int[]) as image_id, unnest($2::int[]) with ordinality as t (tag_id, position)
     on conflict do nothing returning image_id`,
    [imageIds, tagIds.filter((id) => id !== undefined)],
  );
}
