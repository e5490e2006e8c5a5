import type { z } from 'zod';
import { BatchUnderWay, type BatchDone } from '../../contracts/messageBatches.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { findBatchItems, type BatchItemRow, type BatchRow } from '../../db/batches.ts';
import { problemOf } from '../conversations/problemOf.ts';
import { isMet } from '../patience.ts';
import { InvalidRequest } from '../validation.ts';
import { requireMessaging, windowOver } from './judgeMessage.ts';
import { needBatch, presentDone, presentUnderWay, problemCodeOf, type Surroundings } from './presentBatch.ts';

type End<Result> = { done: Result; underWay: null } | { done: null; underWay: z.infer<typeof BatchUnderWay> };

/** Waits for the end of a batch that was promised, as long as an answer waits. */
export async function endOfBatch(
  promised: unknown,
  surroundings: Surroundings,
): Promise<End<z.infer<typeof BatchDone>>> {
  const batch = await waitForEnd(promised, surroundings);
  return batch.state === 'done'
    ? { done: await presentDone(batch, surroundings), underWay: null }
    : { done: null, underWay: presentUnderWay(batch, surroundings, { ofOne: false }) };
}

/** A message that the platform took, with its id. */
export type SentRow = BatchItemRow & { externalId: string };

/**
 * The same for one message. @throws {Refusal} when it was surely not sent: conflict where the customer last wrote too long
 * ago, or the account must be connected again; else invalid, with the platform's reason
 */
export async function endOfMessage(promised: unknown, surroundings: Surroundings): Promise<End<SentRow>> {
  const batch = await waitForEnd(promised, surroundings);
  const [item] = await findBatchItems(batch.id);
  if (!item) throw new Error('a batch without a message');
  const { state, externalId } = item;
  if (externalId !== null && state === 'sent') return { done: { ...item, externalId }, underWay: null };
  if (state === 'failed') refuseFailed(batch, item, surroundings);
  return { done: null, underWay: presentUnderWay(batch, surroundings, { ofOne: true }) };
}

async function waitForEnd(promised: unknown, { project, services }: Surroundings): Promise<BatchRow> {
  const { id } = BatchUnderWay.parse(promised);
  const isOver = async () => (await needBatch(project, id)).state === 'done';
  if (services.temporal.isUp()) await isMet(isOver);
  return needBatch(project, id);
}

function refuseFailed(
  batch: BatchRow,
  { problemCode }: BatchItemRow,
  { services, locale }: Surroundings,
): never {
  const platform = requireMessaging(services, batch.channel);
  const code = problemCodeOf(batch, problemCode ?? '', services);
  const reason = problemOf(problemCode, locale) ?? '';
  if (code === 'given_token_refused') throw new InvalidRequest({ access_token: [reason] });
  if (code === 'reply_window_over') throw windowOver(platform.messages);
  const kind = ['needs_reauth', 'permission_missing'].includes(code) ? 'conflict' : 'invalid';
  throw new Refusal(kind, 'message_refused', { parameters: { platform: platform.name, reason } });
}
