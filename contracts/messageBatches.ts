import { z } from 'zod';
import { Instant, Uuid } from './common.ts';
import type { MediaKind } from './sending.ts';

/** The most recipients of a batch. */
export const batchMaximum = 1000;

/** What is sent to one recipient of a batch, as its row keeps it. */
export type BatchMessage =
  | { type: 'text'; text: string }
  | { type: 'media'; mediaType: MediaKind; url: string; caption: string | null }
  | { type: 'template'; name: string; language: string; components: Record<string, unknown>[] };

export const ItemState = z.enum(['queued', 'sending', 'unknown', 'sent', 'failed']).meta({
  description:
    'unknown: the platform left the request unanswered. It is not sent again; a status or an echo may still show that it ' +
    'was sent',
});
export type ItemState = z.infer<typeof ItemState>;

const counts = {
  sent_count: z.int(),
  failed_count: z.int(),
  unknown_count: z.int().meta({ description: 'those of which nobody can say whether they were sent' }),
};

const BatchResult = z
  .object({
    recipient: z.string().meta({ description: 'as the request names them' }),
    success: z.boolean().meta({ description: 'the platform took the message' }),
    message_id: z.string().nullable().meta({ description: "the platform's id of it" }),
    state: ItemState,
    problem: z
      .object({ code: z.string(), message: z.string(), detail: z.string().nullable() })
      .nullable()
      .meta({ description: 'why it was not sent, or is not known to be' }),
  })
  .meta({ id: 'MessageBatchResult' });

/** What a batch answers once it is done. */
export const BatchDone = z
  .object({
    success: z.boolean().meta({ description: 'every message was sent' }),
    ...counts,
    results: z.array(BatchResult).meta({ description: "one a recipient, in the request's order" }),
    id: Uuid,
    batch_url: z.url().meta({ description: 'where to look later: what failed afterwards is told there' }),
  })
  .meta({ id: 'MessageBatchDone' });

const BatchState = z.enum(['running', 'done']);

/** What an answer is that came before the end; it is also what an Idempotency-Key keeps. */
export const BatchUnderWay = z
  .object({
    id: Uuid,
    state: BatchState.meta({ description: 'done: nobody can say yet whether the message was sent' }),
    batch_url: z.url().meta({ description: 'where to look how it ends' }),
    message: z.string(),
  })
  .meta({ id: 'MessageBatchUnderWay' });

export const BatchParams = z.object({ id: Uuid });

export const BatchDetail = z
  .object({
    id: Uuid,
    channel: z.enum(['instagram', 'whatsapp']),
    account_id: z
      .string()
      .meta({ description: 'the account that it is sent from, as the platform names it' }),
    state: BatchState,
    success: z.boolean().meta({ description: 'every message was sent' }),
    ...counts,
    pending_count: z.int().meta({ description: 'those that are still to be sent' }),
    results: z.array(BatchResult),
    created_at: Instant,
    finished_at: Instant.nullable(),
  })
  .meta({ id: 'MessageBatch' });
