import { cancellationSignal } from '@temporalio/activity';
import { claimItem, type ClaimedItem } from '../../commands/batches/claimItem.ts';
import { itemReference, type BatchPlace } from '../../commands/batches/itemReference.ts';
import { itemSent } from '../../commands/batches/itemSent.ts';
import {
  failItem,
  finishBatch,
  leaveItemUnknown,
  loseSight,
  requeueItem,
} from '../../commands/batches/settleItems.ts';
import { hasQueuedItems, readBatchSubject, type BatchSubject } from '../../db/batches.ts';
import { endingAt } from '../../platforms/calls.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../../platforms/errors.ts';
import { beating } from '../beating.ts';
import { untilDue } from '../publishing/untilDue.ts';
import { createBatchAccounts, type BatchAccount, type BatchAccountDependencies } from './batchAccounts.ts';
import { createPace } from './pace.ts';

/** The whole request that sends a message, to the last byte of its answer. */
const callMs = 30_000;
/** Of a batch, at once. */
const atOnce = 20;
/** A step ends after that, so that no worker is bound for longer. */
const stepMs = 5 * 60_000;
/** How often is looked for recipients who may be written to again. */
const lookEveryMs = 500;
/** How much of what a platform allows is used: its clock counts the calls as they come in, not as they leave. */
const shareOfRate = 0.9;

/** Where a step left a batch. */
interface BatchStep {
  /** When the next step is due, in ms; null when the batch is done. */
  againInMs: number | null;
}

/**
 * Sends batches. Each message's row, not an attempt count, keeps it from being sent twice: what is found as being sent
 * when a step begins was begun by a worker that is lost, and nobody knows what became of it. A platform's failure is a
 * state of the row, no error.
 */
export const createBatchActivities = (dependencies: BatchAccountDependencies) => {
  const accounts = createBatchAccounts(dependencies);
  const pace = createPace();

  async function takeStep(batchId: string): Promise<BatchStep> {
    const batch = await readBatchSubject(batchId);
    if (!batch || batch.state === 'done') return { againInMs: null };
    await loseSight(batchId);
    const stop = await sendWhatMayBe(batch);
    const againInMs = stop ? await accounts.afterStop(batch, stop.reason, stop.usedToken) : 0;
    return (await finishBatch(batchId)) ? { againInMs: null } : { againInMs };
  }

  /** Null when nothing is left, or the step took long enough; else why the account takes no more. */
  async function sendWhatMayBe(
    batch: BatchSubject,
  ): Promise<{ reason: unknown; usedToken: string | null } | null> {
    let usedToken: string | null = null;
    try {
      const account = await accounts.open(batch);
      usedToken = account.call.accessToken;
      const stop = await sendAll(batch, account);
      return stop && { ...stop, usedToken };
    } catch (reason) {
      return { reason, usedToken };
    }
  }

  async function sendAll(batch: BatchSubject, account: BatchAccount): Promise<{ reason: unknown } | null> {
    const { rate, windowHours } = account.messaging;
    const signal = cancellationSignal();
    const until = performance.now() + stepMs;
    const underWay = new Set<Promise<void>>();
    let stop: { reason: unknown } | null = null;
    const isStopped = () => stop !== null;
    try {
      while (!isStopped() && performance.now() < until) {
        await pace.turn(`${batch.channel}/${batch.accountId}`, rate.perSecond * shareOfRate, signal);
        const item = await claimItem(batch.id, { windowHours, ...rate });
        if (item && isStopped()) {
          // Claimed while another one was refused, or that one itself, which has been put back.
          await requeueItem({ batchId: batch.id, position: item.position });
        } else if (item) {
          const call = send(batch, account, item)
            .catch(async (reason: unknown) => {
              stop ??= { reason };
              if (isSurelyNotSent(reason)) await requeueItem({ batchId: batch.id, position: item.position });
            })
            .finally(() => underWay.delete(call));
          underWay.add(call);
          if (underWay.size >= atOnce) await Promise.race(underWay);
        } else if (underWay.size > 0) await Promise.race(underWay);
        else if (await hasQueuedItems(batch.id)) await untilDue(lookEveryMs, signal);
        else break;
      }
    } finally {
      await Promise.all(underWay);
    }
    return stop;
  }

  return {
    /** Sends of a batch what can be sent now. What is to come, and when, is the workflow's to wait for. */
    sendBatchMessages: (batchId: string): Promise<BatchStep> => beating(() => takeStep(batchId)),
  };
};

/** Sends one message. @throws why the account takes no further one. */
async function send(
  batch: BatchSubject,
  { messaging, call }: BatchAccount,
  { position, address, body, isWindowOver }: ClaimedItem,
): Promise<void> {
  const place = { batchId: batch.id, position };
  if (isWindowOver && body.type !== 'template') {
    await failItem(place, 'reply_window_over', null);
    return;
  }
  const ending = endingAt(call, new Date(Date.now() + callMs));
  const sent = await messaging
    .send(ending, address, body, itemReference(place))
    .catch((error: unknown) => settleFailure(place, error));
  if (sent) await itemSent(place, { externalId: sent.id, contactId: sent.contactId });
}

/** What a request that brought no answer means for its message. @throws what the account's other messages meet as well. */
async function settleFailure(place: BatchPlace, error: unknown): Promise<null> {
  if (error instanceof Rejected) {
    await failItem(place, error.code, error.message);
    return null;
  }
  if (error instanceof Unavailable && error.outcome === 'unknown') {
    await leaveItemUnknown(place, error.message);
    return null;
  }
  // Others need not wait for one whom too many messages went to.
  if (error instanceof RateLimited && error.scope === 'recipient') {
    await requeueItem(place, { distant: true });
    return null;
  }
  throw error;
}

/** Of what the account's other messages meet as well: whether this one may be sent all the same, later. */
const isSurelyNotSent = (reason: unknown): boolean =>
  [NeedsReauthorization, RateLimited, Unavailable].some((kind) => reason instanceof kind);
