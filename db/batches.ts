import type { ItemState } from '../contracts/messageBatches.ts';
import { row, rows } from './query.ts';

/** Messages that were ordered together, as whoever asked for them sees them. */
export interface BatchRow {
  id: string;
  channel: 'instagram' | 'whatsapp';
  accountId: string;
  state: 'running' | 'done';
  createdAt: Date;
  finishedAt: Date | null;
}

/** undefined when the project has none such. */
export const findBatch = (projectId: string, id: string) =>
  row<BatchRow>(
    `select id, channel, account_id as "accountId", state, created_at as "createdAt", finished_at as "finishedAt"
     from send_batches where project_id = $1 and id = $2`,
    [projectId, id],
  );

/** What became of one message of a batch. */
export interface BatchItemRow {
  recipient: string;
  address: string;
  type: 'text' | 'media' | 'template';
  /** Of media: which. */
  mediaType: string | null;
  state: ItemState;
  externalId: string | null;
  /** What the platform's answer called the recipient. */
  contactId: string | null;
  problemCode: string | null;
  problemDetail: string | null;
}

/** A batch's messages, in the order in which they were ordered. */
export const findBatchItems = (batchId: string) =>
  rows<BatchItemRow>(
    `select recipient, address, body ->> 'type' as type, body ->> 'mediaType' as "mediaType", state,
       external_id as "externalId", contact_id as "contactId", problem_code as "problemCode",
       problem_detail as "problemDetail"
     from send_batch_items where batch_id = $1 order by position`,
    [batchId],
  );

/** Everything that sending a batch needs, but its messages. */
export interface BatchSubject {
  id: string;
  channel: 'instagram' | 'whatsapp';
  accountId: string;
  connectionId: string | null;
  tokenEncrypted: Buffer | null;
  state: 'running' | 'done';
  isProjectDeleted: boolean;
  /** For how long none of its messages has come to an end, in ms. */
  stalledMs: number;
}

/** undefined when there is none. */
export const readBatchSubject = (id: string) =>
  row<BatchSubject>(
    `select b.id, b.channel, b.account_id as "accountId", b.connection_id as "connectionId",
       b.token_encrypted as "tokenEncrypted", b.state, p.deleted_at is not null as "isProjectDeleted",
       (extract(epoch from clock_timestamp() - greatest(b.created_at, (
         select max(state_since) from send_batch_items i
         where i.batch_id = b.id and i.state not in ('queued', 'sending')))) * 1000)::double precision as "stalledMs"
     from send_batches b join projects p on p.id = b.project_id where b.id = $1`,
    [id],
  );

/** Whether a batch still has messages that nobody has begun to send. */
export const hasQueuedItems = async (batchId: string): Promise<boolean> =>
  (await row(`select 1 as there from send_batch_items where batch_id = $1 and state = 'queued' limit 1`, [
    batchId,
  ])) !== undefined;

/** When somebody last wrote directly to a project's account; null when that is not known here. */
export async function findLastInbound(
  projectId: string,
  { channel, accountId, address }: { channel: string; accountId: string; address: string },
): Promise<Date | null> {
  const found = await row<{ at: Date | null }>(
    `select c.last_inbound_at as at from social_media_connections s
     join contact_identities k on k.scope_id = s.id
     join conversations c on c.contact_id = k.contact_id and c.scope_id = k.scope_id
     where s.project_id = $1 and s.platform = $2 and s.external_id = $3 and k.external_id = $4
     order by c.created_at limit 1`,
    [projectId, channel, accountId, address],
  );
  return found?.at ?? null;
}
