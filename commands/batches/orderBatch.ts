import { randomUUID } from 'node:crypto';
import type { BatchMessage } from '../../contracts/messageBatches.ts';
import { notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { batchIdentity } from './sealing.ts';

/** Messages to send from one account: a batch, or one alone. */
export interface NewBatch {
  projectId: string;
  userId: string;
  channel: 'instagram' | 'whatsapp';
  /** The account, as the platform names it. */
  accountId: string;
  /** What opens it, where that came with the request; null: the project's connection does. */
  accessToken: string | null;
  /** As whose their conversations show them: this person's, or a program's. */
  author: 'agent' | 'system';
  messages: {
    /** As the request wrote them. */
    recipient: string;
    /** As the platform's events name them. */
    address: string;
    body: BatchMessage;
  }[];
}

/**
 * Promises to send messages, each with a row of its own; a token that came along is kept sealed until the last has ended.
 * An account that the project has connected shows them in its conversations. Returns the batch's id.
 * @throws {Refusal} not_found when the project was deleted
 */
export async function orderBatch(vault: Vault, batch: NewBatch): Promise<string> {
  const id = randomUUID();
  const { projectId, userId, channel, accountId, accessToken, author, messages } = batch;
  const written = await row(
    `with project as (
       select id from projects where id = $2 and deleted_at is null for share
     ), batch as (
       insert into send_batches (id, project_id, user_id, channel, account_id, token_encrypted, author, connection_id)
       select $1::uuid, id, $3::uuid, $4, $5, $6, $7, (
         select c.id from social_media_connections c
         where c.project_id = project.id and c.platform = $4 and c.external_id = $5)
       from project returning id
     ), items as (
       insert into send_batch_items (batch_id, position, recipient, address, body)
       select batch.id, m.place - 1, m.message ->> 'recipient', m.message ->> 'address', m.message -> 'body'
       from batch, jsonb_array_elements($8::jsonb) with ordinality as m (message, place)
     )
     insert into outbox (action, workflow, input, project_id)
     select 'start', 'sendBatch', jsonb_build_object('batchId', id), $2::uuid from batch returning 1 as promised`,
    [
      ...[id, projectId, userId, channel, accountId],
      ...[accessToken === null ? null : vault.seal(accessToken, batchIdentity(id)), author],
      JSON.stringify(messages),
    ],
  );
  if (!written) throw notFound('project');
  return id;
}
