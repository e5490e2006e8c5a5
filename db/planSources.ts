import { row, rows } from './query.ts';

/** A picture that a plan may publish. */
export interface PlanPicture {
  id: number;
  fileKey: string;
  prompt: string;
  tags: string[];
}

/** The oldest validated image that was not cut from another, with the tag where one is named, that no post brought or brings to the platform. */
export const nextPicture = (projectId: string, tag: string | null, platform: string) =>
  row<PlanPicture>(
    `select i.id, i.file_key as "fileKey", i.prompt,
       array(select t.name from image_tags it join tags t on t.id = it.tag_id where it.image_id = i.id
         order by it.position) as tags
     from images i
     where i.project_id = $1 and i.status = 'validated' and i.file_key is not null and i.source <> 'cropped'
       and ($2::text is null or exists (select from image_tags it join tags t on t.id = it.tag_id
         where it.image_id = i.id and lower(t.name) = lower($2)))
       and not exists (select from post_media m join scheduled_posts s on s.id = m.post_id and s.state <> 'cancelled'
         join publications p on p.post_id = s.id and p.platform = $3
           and p.state not in ('rejected', 'cancelled', 'skipped')
         where m.image_id = i.id)
     order by i.created_at, i.id limit 1`,
    [projectId, tag, platform],
  );

/** An account that a plan may publish to. */
export interface PlanAccount {
  id: string;
  platform: string;
  username: string;
  status: string;
  /** What its person allowed; null where that is not known. */
  scopes: string[] | null;
}

/** A project's accounts of these platforms, and these others of it, that were not disconnected; the oldest first. */
export const findAccountsOf = (projectId: string, platforms: string[], connectionIds: string[]) =>
  rows<PlanAccount>(
    `select id, platform, username, connection_status as status, scopes from social_media_connections
     where project_id = $1 and (platform = any($2::text[]) or id = any($3::uuid[]))
       and connection_status <> 'revoked' order by created_at, id`,
    [projectId, platforms, connectionIds],
  );
