import { rows } from '../../db/query.ts';

/**
 * Gives images their tags, in the order given. Names that differ in case alone are one tag, spelled as the project
 * first wrote it; Postgres alone judges that, for its rules of case are not JavaScript's.
 */
export async function tagImages(projectId: string, imageIds: number[], names: string[]): Promise<void> {
  // Known tags are updated with nothing, so that they are returned too; sorted, so that two orders never wait for each
  // other in a circle.
  await rows(
    `with asked as (
       select distinct on (lower(name)) name, position
       from unnest($2::text[]) with ordinality as given (name, position) order by lower(name), position
     ), known as (
       insert into tags (project_id, name) select $1, name from asked order by lower(name)
       on conflict (project_id, lower(name)) do update set name = tags.name
       returning id, name
     )
     insert into image_tags (image_id, tag_id, position)
     select image_id, known.id, asked.position
     from unnest($3::int[]) as image_id, known join asked on lower(asked.name) = lower(known.name)
     on conflict do nothing returning image_id`,
    [projectId, names, imageIds],
  );
}
