import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { settlePost } from '../ledger/settlePosts.ts';
import { wakeWorkflow } from '../startWorkflow.ts';
import { isUntouched, lockPost, needEditable, stateConflict, tellPost, type LockedPost } from './lockPost.ts';
import type { NewTarget, PostContents } from './schedulePost.ts';
import { holdIngredients, writeMedia, writePost, writeTargets } from './writeRevision.ts';

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
  const timeOf = ({ scheduledTime }: CurrentPost) => scheduledTime?.getTime();
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
  ...(kind === 'rescheduled' && { detail: scheduledTime?.toISOString() }),
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
