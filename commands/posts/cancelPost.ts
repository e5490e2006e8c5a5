import type { PostState, PublicationState } from '../../contracts/ledger.ts';
import { conflict } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { moveOne } from '../ledger/record.ts';
import { settlePost } from '../ledger/settlePosts.ts';
import { startWorkflow, wakeWorkflow } from '../startWorkflow.ts';
import { readContents, type CurrentPost } from './editPost.ts';
import { lockPost, stateConflict, tellPost } from './lockPost.ts';
import { holdForPublishing } from './writeRevision.ts';

interface PostOfPerson {
  projectId: string;
  postId: number;
  actorId: string;
}

const cancellable: PublicationState[] = ['planned', 'preparing', 'prepared', 'waiting'];
/** It is on its way out just now. */
const underWay: PublicationState[] = ['committing', 'unknown'];
/** It is out, or asks whether it is: its post is not cancelled as a whole any more. */
const beyondCancelling: PublicationState[] = ['published', 'parked'];

/**
 * Cancels what has not gone out of a post: none of those targets is published afterwards, whatever is under way. While
 * one of them goes out, nothing is cancelled: its end decides what the post is.
 * @throws {Refusal} not_found; post_not_cancellable with the post's state
 */
export function cancelPost({ projectId, postId, actorId }: PostOfPerson): Promise<void> {
  return transaction(async () => {
    const post = await lockPost(projectId, postId);
    const stopped = post.targets.filter(({ state }) => cancellable.includes(state));
    const isGoing = post.targets.some(({ state }) => underWay.includes(state));
    if (isGoing || (stopped.length === 0 && post.state !== 'draft'))
      throw stateConflict('post_not_cancellable', post.state);
    for (const { id } of stopped)
      await moveOne({ publicationId: id, event: 'cancel', actorId, written: { handle: null } });
    if (post.state === 'draft') await setState(postId, 'cancelled');
    else await settlePost(postId);
    if (!post.targets.some(({ state }) => beyondCancelling.includes(state)))
      await tellPost(postId, { kind: 'cancelled', state: 'cancelled', actorId });
    await wakeWorkflow('publishPost', { postId }, projectId);
  });
}

const setState = (postId: number, state: PostState) =>
  rows(`update scheduled_posts set state = $2, updated_at = now() where id = $1 returning 1 as changed`, [
    postId,
    state,
  ]);

/**
 * Deletes a draft, a cancelled post or one that was given up at every account, with its timeline and the films that were stored for it.
 * @throws {Refusal} not_found; post_not_deletable with the post's state
 */
export function deletePost(projectId: string, postId: number): Promise<void> {
  return transaction(async () => {
    const { state, targets } = await lockPost(projectId, postId);
    const isGivenUp = state === 'failed' && targets.every(({ problemCode }) => problemCode === 'given_up');
    if (state !== 'draft' && state !== 'cancelled' && !isGivenUp)
      throw stateConflict('post_not_deletable', state);
    const films = await rows<{ key: string }>(
      `select file_key as key from post_media where post_id = $1 and kind = 'video'`,
      [postId],
    );
    if (films.length > 0)
      await startWorkflow('removeFiles', { keys: films.map(({ key }) => key) }, projectId);
    await rows('delete from scheduled_posts where id = $1 returning 1 as deleted', [postId]);
  });
}

/**
 * Makes a draft or a scheduled post due in so many seconds, in which it can still be taken back or cancelled. A draft,
 * which may be unfinished, `judge` is given first.
 * @throws {Refusal} not_found; post_not_publishable with the post's state; and what `judge` throws
 */
export function publishNow(
  { projectId, postId, actorId }: PostOfPerson,
  undoSeconds: number,
  judge: (draft: CurrentPost) => Promise<void>,
): Promise<void> {
  return transaction(async () => {
    const post = await lockPost(projectId, postId);
    if (post.state !== 'draft' && post.state !== 'scheduled')
      throw stateConflict('post_not_publishable', post.state);
    if (await lacksMedia(postId)) throw conflict('post_media_gone');
    if (post.state === 'draft') {
      const draft = await readContents(post);
      await judge(draft);
      await holdForPublishing(projectId, draft);
    }
    await rows(
      `update scheduled_posts set former_state = coalesce(former_state, state),
         former_time = case when former_state is null then scheduled_time else former_time end,
         scheduled_time = clock_timestamp() + make_interval(secs => $2), state = 'scheduled', updated_at = now()
       where id = $1 returning 1 as changed`,
      [postId, undoSeconds],
    );
    await tellPost(postId, { kind: 'publish_now', state: 'scheduled', actorId });
    await wakeWorkflow('publishPost', { postId }, projectId);
  });
}

/** Whether an image of the post was deleted: what has it as a draft or failed, nobody was kept from deleting. */
export async function lacksMedia(postId: number): Promise<boolean> {
  const gone = await rows(
    `select 1 as gone from post_media where post_id = $1 and file_key like 'images/%' and image_id is null limit 1`,
    [postId],
  );
  return gone.length > 0;
}
