import { cancellationSignal } from '@temporalio/activity';
import { holdsOfApp } from '../commands/connections/holdCalls.ts';
import { replyIdentity } from '../commands/replies/sealing.ts';
import {
  abandonReply,
  claimReply,
  endReply,
  keepReply,
  reopenReply,
  replyUnanswered,
} from '../commands/replies/settleReply.ts';
import { readKnownReplies, readReplySubject, type ReplySubject } from '../db/replies.ts';
import type { Vault } from '../db/vault.ts';
import { endingAt } from '../platforms/calls.ts';
import type { Commenting } from '../platforms/commenting.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../platforms/errors.ts';
import { heldCalls } from '../platforms/heldCalls.ts';
import type { AccountCall } from '../platforms/credentials.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Registry } from '../platforms/registry.ts';
import { beating } from './beating.ts';
import { findOwnComment } from './ownComment.ts';
import { untilDue } from './publishing/untilDue.ts';

/** The whole request that writes a reply, to the last byte of its answer. */
const callMs = 30_000;

interface OpenedAccount {
  platform: Platform & { comments: Commenting };
  call: AccountCall;
}

/**
 * Writes replies to comments, each with the token that came with it. The row, not an attempt count, keeps one from being
 * written twice: whoever finds it as being sent reads the comment's replies back before anything is sent again.
 */
export function createReplying({ platforms, vault }: { platforms: Registry; vault: Vault }) {
  return {
    /**
     * Returns the state that the reply ended in.
     * @throws {RateLimited} and {Unavailable}, to be repeated: then the row says whether a request is unanswered.
     */
    writeReply: (id: string): Promise<string> =>
      beating(async () => {
        const reply = await readReplySubject(id);
        if (!reply) return 'gone';
        if (reply.state === 'pending' || reply.state === 'sending') await write(reply);
        return (await readReplySubject(id))?.state ?? 'gone';
      }),

    /** Gives up one that could not be written in time. */
    async abandonReply(id: string): Promise<void> {
      await abandonReply(id);
    },
  };

  async function write(reply: ReplySubject): Promise<void> {
    const account = await open(reply);
    if (!account) return;
    if (reply.state === 'sending' && !(await isProvenAbsent(account, reply))) return;
    const { visibleWithinMs } = account.platform.comments;
    // Counted from before the claim: a process that stood still since then finds its time over.
    const notAfter = new Date(Date.now() + callMs);
    const claim = await claimReply(reply.id, { callMs, visibleWithinMs });
    if (!claim) throw new Unavailable('somebody else writes this reply', 'unknown');
    try {
      const call = endingAt(account.call, notAfter);
      await keepReply(reply.id, await account.platform.comments.reply(call, reply.commentId, reply.text));
    } catch (error) {
      await settle(reply, claim.attempt, error, visibleWithinMs);
    }
  }

  /** Null when it cannot be: then the reply has ended. @throws {Unavailable} while the platform is not configured */
  async function open({ id, ...reply }: ReplySubject): Promise<OpenedAccount | null> {
    const registered = platforms.find(reply.platform);
    if (!registered || registered.settings.state === 'missing')
      throw new Unavailable(`${reply.platform} is not configured`, 'not sent');
    const { comments } = registered.platform;
    if (!comments || !reply.tokenEncrypted) {
      await abandonReply(id);
      return null;
    }
    const accessToken = vault.open(reply.tokenEncrypted, replyIdentity(id));
    const { http } = heldCalls({ registered, ...(await holdsOfApp(reply.platform)) });
    return {
      platform: { ...registered.platform, comments },
      call: { http, accessToken, externalId: reply.accountId },
    };
  }
}

/**
 * Reads back whether an earlier request wrote the reply. One that is there is adopted; what cannot be read is settled as
 * unclear. @throws {RateLimited} and {Unavailable}
 */
async function isProvenAbsent({ platform, call }: OpenedAccount, reply: ReplySubject): Promise<boolean> {
  await untilDue(reply.shownInMs, cancellationSignal());
  try {
    const [{ username }, replies, known] = await Promise.all([
      platform.profile(call),
      platform.comments.replies(call, reply.commentId),
      readKnownReplies(reply),
    ]);
    const since = reply.firstSentAt ?? new Date(0);
    const own = findOwnComment(replies, { author: username, text: reply.text, since, known });
    await (own ? keepReply(reply.id, own.id) : reopenReply(reply.id, reply.attempt));
    return !own;
  } catch (error) {
    if (!(error instanceof Rejected) && !(error instanceof NeedsReauthorization)) throw error;
    await endReply(reply.id, 'unclear', 'cannot_read_back', error.message);
    return false;
  }
}

/** What a request that brought no reply means. @throws what can be repeated */
async function settle(
  { id }: ReplySubject,
  attempt: number,
  error: unknown,
  visibleWithinMs: number,
): Promise<void> {
  if (error instanceof NeedsReauthorization) {
    await endReply(id, 'failed', 'given_token_refused', error.message);
    return;
  }
  if (error instanceof Rejected) {
    await endReply(id, 'failed', error.code, error.message);
    return;
  }
  const nothingSent =
    error instanceof RateLimited || (error instanceof Unavailable && error.outcome === 'not sent');
  await (nothingSent ? reopenReply(id, attempt) : replyUnanswered(id, attempt, visibleWithinMs));
  throw error;
}
