import { cancellationSignal } from '@temporalio/activity';
import {
  claimComment,
  commentCallMs,
  commentUnanswered,
  endComment,
  keepComment,
  readFirstComment,
  refuseComment,
  reopenComment,
  type FirstComment,
} from '../../commands/ledger/firstComment.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../../platforms/errors.ts';
import { endingAt } from '../../platforms/calls.ts';
import { findOwnComment } from '../ownComment.ts';
import type { Accounts } from './account.ts';
import type { PublishingAccount } from './commitOnce.ts';
import { untilDue } from './untilDue.ts';

/** What is written where: a published post and its comment. */
interface Order {
  id: string;
  postId: string;
  text: string;
}

/**
 * Writes the first comment under a published post. It has no way back into publishing, and is written at most once: the
 * row says that a request is made before it is. A request that nobody knows the end of is read back where the platform
 * shows comments; elsewhere the comment ends as unclear, and nothing is sent again.
 */
export function createCommenting({ accounts }: { accounts: Accounts }) {
  /** @throws {RateLimited} and {Unavailable}, to be repeated: then the row says whether a request is unanswered. */
  return async function comment(subject: PublicationSubject): Promise<void> {
    const { id, firstComment: text, platformPostId: postId } = subject;
    if (subject.state !== 'published' || !text || !postId) return;
    const found = await readFirstComment(id);
    if (found?.state !== 'due' && found?.state !== 'writing') return;
    const order = { id, postId, text };
    try {
      const account = await accounts.open(subject);
      if (found.state === 'writing' && !(await isProvenAbsent(account, order, found))) return;
      await write(account, order);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await endComment(id, codeOf(error));
    }
  };
}

/** Ends the wait for a comment that could not be written in time. */
export const abandonComment = async ({ id }: PublicationSubject): Promise<void> => {
  await endComment(id, 'unavailable');
};

async function write({ platform, call }: PublishingAccount, { id, postId, text }: Order): Promise<void> {
  const { publish } = platform;
  if (!publish.comment) {
    await endComment(id, 'not_supported');
    return;
  }
  const visibleWithinMs = platform.comments?.visibleWithinMs ?? 0;
  // Counted from before the claim: a process that stood still since then finds its time over.
  const notAfter = new Date(Date.now() + commentCallMs);
  const claim = await claimComment(id, visibleWithinMs);
  if (!claim) throw new Unavailable('somebody else writes this comment', 'unknown');
  let commentId: string;
  try {
    commentId = await publish.comment(endingAt(call, notAfter), postId, text);
  } catch (error) {
    if (isRefusal(error)) {
      await refuseComment(id, claim.attempt, codeOf(error));
      return;
    }
    const nothingSent =
      error instanceof RateLimited || (error instanceof Unavailable && error.outcome === 'not sent');
    await (nothingSent
      ? reopenComment(id, claim.attempt)
      : commentUnanswered(id, claim.attempt, visibleWithinMs));
    throw error;
  }
  await keepComment(id, commentId);
}

/** Whether an earlier request surely wrote nothing. One that is there is adopted; what no platform shows is unclear. */
async function isProvenAbsent(
  { platform, call }: PublishingAccount,
  { id, postId, text }: Order,
  { attempt, sentAt, shownInMs }: FirstComment,
): Promise<boolean> {
  if (!platform.comments) {
    await endComment(id, 'cannot_read_back');
    return false;
  }
  await untilDue(shownInMs, cancellationSignal());
  const [{ username }, shown] = await Promise.all([
    platform.profile(call),
    platform.comments.comments(call, postId),
  ]);
  const own = findOwnComment(shown, { author: username, text, since: sentAt ?? new Date(0) });
  await (own ? keepComment(id, own.id) : reopenComment(id, attempt));
  return !own;
}

const isRefusal = (error: unknown): error is Rejected | NeedsReauthorization =>
  error instanceof Rejected || error instanceof NeedsReauthorization;

const codeOf = (error: Rejected | NeedsReauthorization): string =>
  error instanceof Rejected ? error.code : 'needs_reauth';
