import type { PublicationEvent } from '../../contracts/ledger.ts';
import { conflict, invalidField } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { canReadBack, wasEverUnknown } from '../../db/publicationEvidence.ts';
import { rows } from '../../db/query.ts';
import { retryComment } from '../ledger/firstComment.ts';
import { moveOne } from '../ledger/record.ts';
import { settlePost } from '../ledger/settlePosts.ts';
import { wakeWorkflow } from '../startWorkflow.ts';
import { lacksMedia } from './cancelPost.ts';
import { findTarget, lockPost, stateConflict } from './lockPost.ts';

interface DecidedTarget {
  projectId: string;
  postId: number;
  /** The publication's id, or its connection's. */
  target: string;
  /** Null: by the link of a mail. */
  actorId: string | null;
}

/** What a person says of a post that may be live or not. */
export type Verdict =
  | { verdict: 'published'; url: string; platformPostId: string | null }
  | { verdict: 'post_again' }
  | { verdict: 'give_up' };

const events: Record<Verdict['verdict'], PublicationEvent> = {
  published: 'isThere',
  post_again: 'postAgain',
  give_up: 'giveUp',
};

/**
 * Settles a publication that only a person can: it is there, it is to be sent again, or it is given up. One that waits
 * for its account, or that failed, can be given up, too; and of one that was rejected or given up, a call of which had an
 * unknown outcome, its owner can say that it is there.
 * @throws {Refusal} not_found, target_unknown; at `url` where it is the address of another post; target_not_parked with the target's state; post_media_gone, post_token_gone
 */
export function resolvePublication(decided: DecidedTarget, verdict: Verdict): Promise<void> {
  return transaction(async () => {
    const { projectId, postId, actorId } = decided;
    const target = findTarget(await lockPost(projectId, postId), decided.target);
    const isAsked =
      target.state === 'parked' ||
      (verdict.verdict === 'give_up' &&
        target.problemCode !== 'given_up' &&
        ['waiting', 'rejected', 'skipped'].includes(target.state)) ||
      (target.state === 'rejected' && verdict.verdict === 'published' && (await wasEverUnknown(target.id)));
    if (!isAsked) throw stateConflict('target_not_parked', target.state);
    const again = verdict.verdict === 'post_again';
    if (again) await needMeans(postId, target.id);
    const post = verdict.verdict === 'published' ? await postAt(target.id, verdict) : null;
    await moveOne({
      publicationId: target.id,
      event: events[verdict.verdict],
      actorId,
      ...(verdict.verdict === 'give_up' && { code: 'given_up' }),
      ...(verdict.verdict === 'published' && { detail: verdict.url }),
      ...(post && { written: { post } }),
      ...(again && { written: { handle: null, released: true, attempts: 0 } }),
    });
    if (verdict.verdict === 'published' && !post) await keepAddress(target.id, verdict.url);
    await goOn(projectId, postId, again);
  });
}

/**
 * Tries a target again that failed or was skipped; its late policy counts from now on. One that the platform may have
 * refused as a duplicate of itself is read back first. Of one that is published, the first comment, where that failed.
 * @throws {Refusal} not_found, target_unknown; target_not_failed with the target's state; post_media_gone, post_token_gone
 */
export function retryPublication({
  projectId,
  postId,
  actorId,
  target: reference,
}: DecidedTarget): Promise<void> {
  return transaction(async () => {
    const target = findTarget(await lockPost(projectId, postId), reference);
    if (target.state === 'published' && (await retryComment(target.id, actorId))) {
      await wakeWorkflow('publishPost', { postId }, projectId);
      return;
    }
    if (target.state !== 'rejected' && target.state !== 'skipped')
      throw stateConflict('target_not_failed', target.state);
    await needMeans(postId, target.id);
    const written = { released: true, attempts: 0 };
    const publicationId = target.id;
    await ((await canReadBack(publicationId))
      ? moveOne({ publicationId, event: 'askAgain', actorId, code: 'duplicate', written })
      : moveOne({ publicationId, event: 'retry', actorId, written: { ...written, handle: null } }));
    await goOn(projectId, postId, true);
  });
}

/** @throws {Refusal} post_media_gone; post_token_gone for a post that came with a token, which is not kept */
async function needMeans(postId: number, publicationId: string): Promise<void> {
  if (await lacksMedia(postId)) throw conflict('post_media_gone');
  const tokenless = await rows(
    `select 1 as gone from publications where id = $1 and connection_id is null and token_encrypted is null`,
    [publicationId],
  );
  if (tokenless.length > 0) throw conflict('post_token_gone');
}

/**
 * The post that its owner found, where the address names it.
 * @throws {Refusal} at `url`, where that is another one of ours
 */
async function postAt(
  publicationId: string,
  { url, platformPostId }: { url: string; platformPostId: string | null },
): Promise<{ id: string; url: string } | null> {
  if (platformPostId === null) return null;
  const taken = await rows(
    `select 1 as taken from publications o join publications p on p.platform = o.platform
       and p.account_id = o.account_id and p.id <> o.id
     where p.id = $1 and o.platform_post_id = $2`,
    [publicationId, platformPostId],
  );
  if (taken.length > 0) throw invalidField('url', 'address_of_another_post');
  return { id: platformPostId, url };
}

/** Where its owner found it: since the call that was never answered. Without an id nothing can be written under it. */
const keepAddress = (publicationId: string, url: string) =>
  rows(
    `update publications set platform_post_url = $2,
       published_at = coalesce(published_at, commit_began_at, clock_timestamp()),
       first_comment_state = case when first_comment is not null and first_comment_state = 'none' then 'failed'
         else first_comment_state end
     where id = $1 returning 1 as kept`,
    [publicationId, url],
  );

/** The post follows its target. One that is sent again may fail again: then its owner is told again. */
async function goOn(projectId: string, postId: number, again: boolean): Promise<void> {
  await settlePost(postId);
  if (again)
    await rows(`update scheduled_posts set notices = '{}' where id = $1 returning 1 as reset`, [postId]);
  await wakeWorkflow('publishPost', { postId }, projectId);
}
