import {
  claimMessage,
  confirmableMs,
  type SendOrder,
  type Terms,
} from '../../commands/inbox/claimMessage.ts';
import { confirmSent } from '../../commands/inbox/confirmSent.ts';
import { messageReference } from '../../commands/inbox/messageReference.ts';
import {
  failMessage,
  leaveUnknown,
  readWaitingMs,
  requeueMessage,
  wakeNextMessage,
} from '../../commands/inbox/settleMessage.ts';
import type { SendingStep } from '../../contracts/sending.ts';
import { readOutgoing, type OutgoingRow } from '../../db/outgoing.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import { endingAt } from '../../platforms/calls.ts';
import {
  NeedsReauthorization,
  PermissionMissing,
  RateLimited,
  Rejected,
  Unavailable,
} from '../../platforms/errors.ts';
import type { Messaging, OutboundMessage } from '../../platforms/messaging.ts';
import type { AccountCall } from '../../platforms/credentials.ts';
import type { Platform } from '../../platforms/platform.ts';
import { missingFor } from '../../platforms/permissions.ts';
import type { Registry } from '../../platforms/registry.ts';
import { beating } from '../beating.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';

/** The whole request that sends a message, to the last byte of its answer. */
const callMs = 30_000;
/** After that a message that could not be sent is given back to whoever wrote it. */
const longestWaitMs = 60 * 60_000;
/** Before one is tried again that a platform did not let through: the longer, the longer that lasts. */
const pauseMs = { shortest: 5_000, longest: 60_000 };
/** Where a platform throttles an account, or us, and does not say for how long. */
const usualHoldMs = 60_000;

export interface SendingDependencies {
  tokens: TokenKeeper;
  platforms: Registry;
  linkSecret: string;
  publicUrl: string;
}

interface OpenInbox {
  platform: Platform;
  call: AccountCall;
  messaging: Messaging;
}

/**
 * Sends messages of conversations. The row, not an attempt count, keeps one from being sent twice: see
 * commands/inbox/claimMessage.ts. A platform's failure is a state of the row, no error.
 */
export const createSendingActivities = ({
  tokens,
  platforms,
  linkSecret,
  publicUrl,
}: SendingDependencies) => {
  const link = (key: string) => signMediaLink(linkSecret, publicUrl, key, new Date());

  /** @throws {NeedsReauthorization | RateLimited | Unavailable} while the account cannot be called, or may not write. */
  async function open({ channel, connectionId }: OutgoingRow): Promise<OpenInbox> {
    const { platform, call } = await tokens.openAccount(connectionId);
    if (!platform.messages) throw new Unavailable(`${channel} takes no messages`, 'not sent');
    const missing = missingFor(platform, 'messages', call.scopes ?? null);
    if (missing.length > 0) throw new PermissionMissing(`${channel} messages were not allowed`, missing);
    return { platform, call, messaging: platform.messages };
  }

  async function takeStep(message: OutgoingRow): Promise<SendingStep> {
    const terms = termsOf(platforms.find(message.channel)?.platform.messages);
    let inbox: OpenInbox | null = null;
    if (message.state === 'queued') {
      try {
        inbox = await open(message);
      } catch (error) {
        return afterFailure(message, null, error);
      }
    }
    // Counted from before the claim: a process that stood still since then finds its time over.
    const notAfter = new Date(Date.now() + callMs);
    const claim = await claimMessage(message.id, terms);
    if (claim.kind === 'wait') return { state: claim.state, againInMs: claim.ms };
    if (claim.kind === 'ended') return { state: claim.state, againInMs: null };
    // It was queued again while this step began: the next one opens the account first.
    if (!inbox) {
      await requeueMessage(message.id, claim.order.attempt);
      return { state: 'queued', againInMs: 0 };
    }
    return send(message, inbox, claim.order, notAfter);
  }

  /** No byte leaves after `notAfter`: whoever finds the claim standing later knows that the call has ended. */
  async function send(
    message: OutgoingRow,
    inbox: OpenInbox,
    order: SendOrder,
    notAfter: Date,
  ): Promise<SendingStep> {
    const call = endingAt(inbox.call, notAfter);
    let externalId: string;
    try {
      const reference = messageReference({ messageId: message.id, attempt: order.attempt });
      ({ id: externalId } = await inbox.messaging.send(call, order.to, outboundOf(order, link), reference));
    } catch (error) {
      return afterFailure(message, order.attempt, error, call.accessToken);
    }
    await confirmSent(message.id, externalId);
    return { state: 'sent', againInMs: null };
  }

  /** What a call that brought no message means: of an attempt, or (null) before there was one. */
  async function afterFailure(
    message: OutgoingRow,
    attempt: number | null,
    error: unknown,
    usedToken: string | null = null,
  ): Promise<SendingStep> {
    const { id } = message;
    if (error instanceof Rejected) return fail(id, attempt, error.code, error.message);
    if (error instanceof NeedsReauthorization) return afterRefusedToken(message, attempt, error, usedToken);
    if (error instanceof RateLimited) {
      const askedMs = error.retryAfterMs ?? (error.scope === 'recipient' ? null : usualHoldMs);
      return putOff(id, attempt, { askedMs, code: 'rate_limited', detail: error.message });
    }
    if (!(error instanceof Unavailable)) throw error;
    // Without an attempt it was the account that could not be opened.
    if (attempt === null || error.outcome === 'not sent')
      return putOff(id, attempt, { askedMs: null, code: 'not_reached', detail: error.message });
    await leaveUnknown(id, attempt);
    return { state: 'unknown', againInMs: confirmableMs };
  }

  /** What a platform refuses a token for it has not done: with another one it may be sent. */
  async function afterRefusedToken(
    message: OutgoingRow,
    attempt: number | null,
    error: NeedsReauthorization,
    usedToken: string | null,
  ): Promise<SendingStep> {
    const code = error instanceof PermissionMissing ? 'permission_missing' : 'needs_reauth';
    if (attempt === null) return fail(message.id, null, code, error.message);
    try {
      await tokens.replaceRefused(message.connectionId, error, usedToken);
    } catch (refusal) {
      if (refusal instanceof NeedsReauthorization) return fail(message.id, attempt, code, error.message);
      return afterFailure(message, attempt, refusal);
    }
    await requeueMessage(message.id, attempt);
    return { state: 'queued', againInMs: 0 };
  }

  /** `askedMs`: how long the platform asks to wait; null where it does not say. */
  async function putOff(
    id: string,
    attempt: number | null,
    { askedMs, ...problem }: { askedMs: number | null; code: string; detail: string },
  ): Promise<SendingStep> {
    const waitedMs = await readWaitingMs(id);
    const againInMs = askedMs ?? Math.min(pauseMs.longest, Math.max(pauseMs.shortest, waitedMs / 2));
    if (waitedMs + againInMs > longestWaitMs) return fail(id, attempt, problem.code, problem.detail);
    if (attempt !== null) await requeueMessage(id, attempt);
    return { state: 'queued', againInMs };
  }

  return {
    /** Brings a message one step further. What is to come, and when, is the workflow's to wait for. */
    deliverMessage: (id: string): Promise<SendingStep> =>
      beating(async () => {
        const message = await readOutgoing(id);
        if (!message) return { state: 'gone', againInMs: null };
        const step = await takeStep(message);
        if (step.state !== 'queued' && step.state !== 'sending')
          await wakeNextMessage(message.conversationId);
        return step;
      }),
  };
};

async function fail(id: string, attempt: number | null, code: string, detail: string): Promise<SendingStep> {
  await failMessage(id, attempt, { code, detail });
  return { state: 'failed', againInMs: null };
}

const termsOf = (messaging: Messaging | undefined): Terms => ({
  windowMs: (messaging?.windowHours ?? 0) * 60 * 60_000,
  paceMs: (messaging?.rate.secondsPerRecipient ?? 0) * 1000,
  callMs,
});

/** `link` makes the address under which a platform fetches a file of ours. */
function outboundOf(
  { content, data: { template, media } }: SendOrder,
  link: (key: string) => string,
): OutboundMessage {
  if (template) return { type: 'template', ...template };
  if (!media) return { type: 'text', text: content };
  const file = 'key' in media ? { url: link(media.key), name: media.name } : { url: media.url };
  return { type: 'media', mediaType: media.type, caption: content === '' ? null : content, ...file };
}
