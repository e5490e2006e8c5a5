import { workingStatuses } from '../../contracts/connections.ts';
import { conflict } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { moveOne } from '../ledger/record.ts';
import { settlePost } from '../ledger/settlePosts.ts';
import { startWorkflow, wakeWorkflow } from '../startWorkflow.ts';
import { isUntouched, lockPost, needEditable, stateConflict, tellPost, type LockedPost } from './lockPost.ts';
import { imagesOf, numbered, type NewTarget, type PostContents } from './schedulePost.ts';

/** A post as it stands before an edit. */
export interface CurrentPost extends PostContents {
  state: 'draft' | 'scheduled';
  /** The connections of targets that have gone out, or have ended: they stay as they are. */
  ended: string[];
}

interface EditedPost {
  projectId: string;
  postId: number;
  actorId: string;
}

/**
 * Changes what has not gone out of a post. Once something has, its accounts and the late policy of the rest can be
 * changed, nothing that all of them share. `revise` is given the post as it stands, held until the change is written, and
 * returns it as it shall be, judged. What is prepared of an older content is prepared anew; the workflow is woken to
 * read the row again. A revision that changes nothing writes nothing.
 * @throws {Refusal} not_found, post_not_editable, post_changed_meanwhile, and what `revise` throws
 */
export function editPost(
  { projectId, postId, actorId }: EditedPost,
  revise: (current: CurrentPost) => Promise<CurrentPost>,
): Promise<void> {
  return transaction(async () => {
    const post = await lockPost(projectId, postId);
    needEditable(post);
    const current = await readContents(post);
    const revised = withEnded(post, current, await revise(current));
    const kinds = changesBetween(current, revised);
    if (kinds.length === 0) return;
    const edited = kinds.includes('edited');
    await holdIngredients(projectId, current, revised);
    await writePost(postId, revised, edited);
    if (edited) {
      await writeMedia(projectId, postId, current, revised);
      await writeTargets(projectId, post, revised.targets);
    }
    for (const kind of kinds) await tellPost(postId, { kind, ...tellingOf(kind, revised), actorId });
    if (revised.state === 'scheduled') await settlePost(postId);
    await wakeWorkflow('publishPost', { postId }, projectId);
  });
}

/**
 * A post as it stands, where it can be changed; nothing is held.
 * @throws {Refusal} not_found, post_not_editable
 */
export const readEditable = (projectId: string, postId: number): Promise<CurrentPost> =>
  transaction(async () => {
    const post = await lockPost(projectId, postId);
    needEditable(post);
    return readContents(post);
  });

/**
 * The revision with the targets that have ended, which nobody takes off.
 * @throws {Refusal} post_not_editable where it changes one of them, or what they share with the others
 */
function withEnded({ state }: LockedPost, current: CurrentPost, revised: CurrentPost): CurrentPost {
  if (current.ended.length === 0) return revised;
  const sharedOf = ({ caption, hashtags, placement, media, scheduledTime }: CurrentPost) =>
    JSON.stringify([caption, hashtags, placement, media, scheduledTime]);
  const isEnded = ({ connectionId }: NewTarget) => current.ended.includes(connectionId);
  const ended = current.targets.filter(isEnded);
  const changesEnded = revised.targets
    .filter(isEnded)
    .some((target) => !ended.some((each) => JSON.stringify(each) === JSON.stringify(target)));
  if (changesEnded || revised.state === 'draft' || sharedOf(current) !== sharedOf(revised))
    throw stateConflict('post_not_editable', state);
  const named = revised.targets.map(({ connectionId }) => connectionId);
  const targets = [...revised.targets];
  for (const [place, target] of current.targets.entries())
    if (isEnded(target) && !named.includes(target.connectionId)) targets.splice(place, 0, target);
  return { ...revised, targets };
}

type ChangeKind = 'edited' | 'rescheduled' | 'late_policy_changed' | 'scheduled' | 'drafted';

function changesBetween(current: CurrentPost, revised: CurrentPost): ChangeKind[] {
  const contentsOf = ({ caption, hashtags, placement, media, targets }: CurrentPost) =>
    JSON.stringify([caption, hashtags, placement, media, targets]);
  const timeOf = ({ scheduledTime }: CurrentPost) => scheduledTime.getTime();
  const policyOf = ({ lateAction, lateMinutes }: CurrentPost) => `${lateAction} ${lateMinutes}`;
  const changed: [ChangeKind, boolean][] = [
    ['edited', contentsOf(current) !== contentsOf(revised)],
    ['rescheduled', timeOf(current) !== timeOf(revised)],
    ['late_policy_changed', policyOf(current) !== policyOf(revised)],
    [revised.state === 'draft' ? 'drafted' : 'scheduled', current.state !== revised.state],
  ];
  return changed.flatMap(([kind, isChanged]) => (isChanged ? [kind] : []));
}

const tellingOf = (kind: ChangeKind, { scheduledTime, state }: CurrentPost) => ({
  state,
  ...(kind === 'rescheduled' && { detail: scheduledTime.toISOString() }),
});

/** In the order of members in which a revision is made: the two are compared as they stand. */
export async function readContents({ id, state, targets }: LockedPost): Promise<CurrentPost> {
  const post = await row<Omit<PostContents, 'media' | 'targets'>>(
    `select caption, hashtags, placement, scheduled_time as "scheduledTime", late_minutes as "lateMinutes",
       late_action as "lateAction" from scheduled_posts where id = $1`,
    [id],
  );
  const media = await rows<PostContents['media'][number]>(
    `select kind, image_id as "imageId", file_key as "fileKey", alt_text as "altText" from post_media
     where post_id = $1 order by position`,
    [id],
  );
  const overrides = await rows<NewTarget>(
    `select connection_id as "connectionId", caption, first_comment as "firstComment", alt_texts as "altTexts",
       options from publications where post_id = $1 and connection_id is not null order by position`,
    [id],
  );
  if (!post) throw new Error('a locked post without a row');
  // A post that came with a token of its own is of no connection: it is published as it is.
  if (overrides.length !== targets.length) throw stateConflict('post_not_editable', state);
  const ended = targets
    .filter((target) => !isUntouched(target))
    .flatMap(({ connectionId }) => connectionId ?? []);
  return { ...post, media, targets: overrides, ended, state: state === 'draft' ? 'draft' : 'scheduled' };
}

/**
 * Holds what the revision adds; all of it where a draft is scheduled, for a draft may have what cannot be published.
 * @throws {Refusal} post_changed_meanwhile
 */
async function holdIngredients(projectId: string, current: CurrentPost, revised: CurrentPost): Promise<void> {
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
export const holdForPublishing = (projectId: string, draft: CurrentPost): Promise<void> =>
  holdIngredients(projectId, draft, { ...draft, state: 'scheduled' });

async function writePost(postId: number, revised: CurrentPost, edited: boolean): Promise<void> {
  const { caption, hashtags, placement, scheduledTime, lateMinutes, lateAction, state } = revised;
  await rows(
    `update scheduled_posts set caption = $2, hashtags = $3, placement = $4, scheduled_time = $5,
       late_minutes = $6, late_action = $7, state = $8, content_version = content_version + $9::int,
       former_state = null, former_time = null, updated_at = now()
     where id = $1 returning 1 as written`,
    [postId, caption, hashtags, placement, scheduledTime, lateMinutes, lateAction, state, edited ? 1 : 0],
  );
}

async function writeMedia(
  projectId: string,
  postId: number,
  current: CurrentPost,
  { media }: CurrentPost,
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
async function writeTargets(projectId: string, post: LockedPost, targets: NewTarget[]): Promise<void> {
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
