import { workingStatuses } from '../../contracts/connections.ts';
import { conflict } from '../../contracts/refusal.ts';
import { row, rows } from '../../db/query.ts';
import { moveOne } from '../ledger/record.ts';
import { startWorkflow } from '../startWorkflow.ts';
import type { LockedPost } from './lockPost.ts';
import { imagesOf, numbered, type NewTarget, type PostContents } from './schedulePost.ts';

/** A post as it shall be. */
type Revision = PostContents & { state: 'draft' | 'scheduled' };

/**
 * Holds what the revision adds; all of it where a draft is scheduled, for a draft may have what cannot be published.
 * @throws {Refusal} post_changed_meanwhile
 */
export async function holdIngredients(
  projectId: string,
  current: Revision,
  revised: Revision,
): Promise<void> {
  const isDraft = revised.state === 'draft';
  const kept = current.state === 'draft' && !isDraft ? [] : current.targets;
  const known = new Set(kept.map(({ connectionId }) => connectionId));
  const added = revised.targets.map(({ connectionId }) => connectionId).filter((id) => !known.has(id));
  const images = imagesOf(revised.media);
  const held = await row<{ accounts: number; pictures: number }>(
    `with accounts as (
       select id from social_media_connections
       where project_id = $1 and id = any($2::uuid[]) and ($5 or connection_status = any($4::text[]))
       for key share
     ), pictures as (
       select id from images
       where project_id = $1 and id = any($3::int[]) and ($5 or status = 'validated') and file_key is not null
       for share
     )
     select (select count(*) from accounts)::int as accounts, (select count(*) from pictures)::int as pictures`,
    [projectId, added, images, workingStatuses, isDraft],
  );
  if (held?.accounts !== added.length || held.pictures !== images.length)
    throw conflict('post_changed_meanwhile');
}

/** Holds everything that a draft is published with. @throws {Refusal} post_changed_meanwhile */
export const holdForPublishing = (projectId: string, draft: Revision): Promise<void> =>
  holdIngredients(projectId, draft, { ...draft, state: 'scheduled' });

/** Writes the post's own row; with `edited` its contents have another version, by which what is prepared is known. */
export async function writePost(postId: number, revised: Revision, edited: boolean): Promise<void> {
  const { caption, hashtags, placement, scheduledTime, lateMinutes, lateAction, state } = revised;
  await rows(
    `update scheduled_posts set caption = $2, hashtags = $3, placement = $4, scheduled_time = $5,
       late_minutes = $6, late_action = $7, state = $8, content_version = content_version + $9::int,
       former_state = null, former_time = null, updated_at = now()
     where id = $1 returning 1 as written`,
    [postId, caption, hashtags, placement, scheduledTime, lateMinutes, lateAction, state, edited ? 1 : 0],
  );
}

/** The media anew; the files of videos that are no longer among them are removed. */
export async function writeMedia(
  projectId: string,
  postId: number,
  current: PostContents,
  { media }: PostContents,
): Promise<void> {
  const kept = new Set(media.map(({ fileKey }) => fileKey));
  const dropped = current.media.filter(({ kind, fileKey }) => kind === 'video' && !kept.has(fileKey));
  await rows('delete from post_media where post_id = $1 returning 1 as removed', [postId]);
  await rows(
    `insert into post_media (post_id, position, kind, image_id, file_key, alt_text)
     select $1, m.position, m.kind, m."imageId", m."fileKey", m."altText" from jsonb_to_recordset($2::jsonb)
       as m(position int, kind text, "imageId" int, "fileKey" text, "altText" text) returning 1 as written`,
    [postId, numbered(media)],
  );
  const keys = dropped.map(({ fileKey }) => fileKey);
  if (keys.length > 0) await startWorkflow('removeFiles', { keys }, projectId);
}

/** The targets anew: those that stay keep their ledger row, and are prepared again. */
export async function writeTargets(projectId: string, post: LockedPost, targets: NewTarget[]): Promise<void> {
  const connectionIds = targets.map(({ connectionId }) => connectionId);
  await rows(
    `delete from publications where post_id = $1 and connection_id <> all($2::uuid[]) returning 1 as removed`,
    [post.id, connectionIds],
  );
  await rows(
    `insert into publications as p (post_id, project_id, connection_id, platform, account_id, position, caption,
       first_comment, alt_texts, options)
     select $1, $2, c.id, c.platform, c.external_id, t.position, t.caption, t."firstComment", t."altTexts", t.options
     from jsonb_to_recordset($3::jsonb)
       as t(position int, "connectionId" uuid, caption text, "firstComment" text, "altTexts" jsonb, options jsonb)
     join social_media_connections c on c.id = t."connectionId" and c.project_id = $2
     on conflict (post_id, connection_id) do update set position = excluded.position, caption = excluded.caption,
       first_comment = excluded.first_comment, alt_texts = excluded.alt_texts, options = excluded.options,
       updated_at = now()
     returning 1 as written`,
    [post.id, projectId, numbered(targets)],
  );
  // What a question is about stays as it was sent: it is read back by that.
  await rows(
    `update publications p set handle_version = s.content_version from scheduled_posts s
     where s.id = $1 and p.post_id = s.id and p.state = 'parked' and p.handle_version = s.content_version - 1
     returning 1 as kept`,
    [post.id],
  );
  const isPrepared = ({ state }: LockedPost['targets'][number]) =>
    state === 'preparing' || state === 'prepared';
  for (const { id } of post.targets.filter(isPrepared))
    await moveOne({ publicationId: id, event: 'edited', written: { handle: null } });
}
