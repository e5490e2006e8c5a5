import type { z } from 'zod';
import type { BatchDetail, BatchDone, BatchUnderWay } from '../../contracts/messageBatches.ts';
import { findBatch, findBatchItems, type BatchItemRow, type BatchRow } from '../../db/batches.ts';
import { notFound } from '../../contracts/refusal.ts';
import type { ProjectAccess } from '../callers.ts';
import type { Locale } from '../locale.ts';
import { problemOf } from '../conversations/problemOf.ts';
import { say } from '../messages/index.ts';
import type { Services } from '../services.ts';

/** Who asks for a batch, and what the answer is made with. */
export interface Surroundings {
  project: ProjectAccess;
  services: Services;
  locale: Locale;
}

/** @throws {Refusal} not_found */
export async function needBatch(project: ProjectAccess, id: string): Promise<BatchRow> {
  const batch = await findBatch(project.id, id);
  if (!batch) throw notFound('message batch');
  return batch;
}

/** A batch that nobody need wait for any longer, and what became of each of its messages. */
export async function presentDone(
  batch: BatchRow,
  surroundings: Surroundings,
): Promise<z.infer<typeof BatchDone>> {
  const items = await findBatchItems(batch.id);
  return {
    ...resultsOf(batch, items, surroundings),
    id: batch.id,
    batch_url: batchUrl(batch.id, surroundings),
  };
}

export async function presentDetail(
  batch: BatchRow,
  surroundings: Surroundings,
): Promise<z.infer<typeof BatchDetail>> {
  const items = await findBatchItems(batch.id);
  return {
    id: batch.id,
    channel: batch.channel,
    account_id: batch.accountId,
    state: batch.state,
    ...resultsOf(batch, items, surroundings),
    pending_count: items.filter(({ state }) => state === 'queued' || state === 'sending').length,
    created_at: batch.createdAt.toISOString(),
    finished_at: batch.finishedAt?.toISOString() ?? null,
  };
}

/** Where to look at a batch; `ofOne`: it is one message, which the words are about. */
export function presentUnderWay(
  { id, state }: Pick<BatchRow, 'id' | 'state'>,
  surroundings: Pick<Surroundings, 'services' | 'locale'>,
  { ofOne }: { ofOne: boolean },
): z.infer<typeof BatchUnderWay> {
  const { services, locale } = surroundings;
  const underWay = ofOne ? 'message_under_way' : 'batch_under_way';
  const waiting = services.temporal.isUp() ? underWay : 'work_queued';
  const message = say(locale, state === 'done' ? 'message_unclear' : waiting);
  return { id, state, batch_url: batchUrl(id, surroundings), message };
}

/** What a problem is called: our word for it, where the platform's own code means one. */
export function problemCodeOf(
  { channel }: Pick<BatchRow, 'channel'>,
  code: string,
  { platforms }: Services,
): string {
  return platforms.find(channel)?.platform.messages?.refusals[code] ?? code;
}

const batchUrl = (id: string, { services }: Pick<Surroundings, 'services'>) =>
  `${services.config.PUBLIC_URL}/api/message-batches/${id}/`;

function resultsOf(batch: BatchRow, items: BatchItemRow[], surroundings: Surroundings) {
  const count = (wanted: string) => items.filter(({ state }) => state === wanted).length;
  return {
    success: items.every(({ state }) => state === 'sent'),
    sent_count: count('sent'),
    failed_count: count('failed'),
    unknown_count: count('unknown'),
    results: items.map((item) => ({
      recipient: item.recipient,
      success: item.state === 'sent',
      message_id: item.externalId,
      state: item.state,
      problem: presentProblem(batch, item, surroundings),
    })),
  };
}

function presentProblem(
  batch: BatchRow,
  { problemCode, problemDetail: detail }: BatchItemRow,
  { services, locale }: Surroundings,
) {
  const message = problemOf(problemCode, locale);
  if (problemCode === null || message === null) return null;
  return { code: problemCodeOf(batch, problemCode, services), message, detail };
}
