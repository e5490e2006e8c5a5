import type { DeliveryState } from '../../contracts/inbound.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { applyStatus } from '../inbox/applyStatus.ts';
import { lockIn } from '../inbox/source.ts';
import { applyItemStatus } from './applyItemStatus.ts';
import type { BatchPlace } from './itemReference.ts';
import { recordInConversation, type SentItem } from './recordInConversation.ts';

/**
 * Notes that the platform has a message of a batch, under its id, and shows it in the conversation with its recipient. What
 * statuses said of it before is taken along. To be called by whoever sent it, and by whoever finds it confirmed: the second
 * time adds no more than the name that the platform gives the recipient.
 */
export function itemSent(
  { batchId, position }: BatchPlace,
  { externalId, contactId }: { externalId: string; contactId: string | null },
): Promise<void> {
  return transaction(async () => {
    const item = await row<Omit<SentItem, 'externalId' | 'contactId'>>(
      `select b.id as "batchId", b.project_id as "projectId", b.user_id as "userId", b.author, b.channel,
         b.account_id as "accountId", b.connection_id as "connectionId", i.address, i.body
       from send_batch_items i join send_batches b on b.id = i.batch_id where b.id = $1 and i.position = $2`,
      [batchId, position],
    );
    if (!item) return;
    const scopeId = item.connectionId;
    // In the order in which whoever reads the inbox locks them.
    if (scopeId) await lockIn({ scopeId }, `contact:${item.address}`);
    if (scopeId) await lockIn({ scopeId }, `message:${externalId}`);
    const isNew = await row(
      `update send_batch_items set state = 'sent', external_id = $3, problem_code = null, problem_detail = null,
         state_since = clock_timestamp()
       where batch_id = $1 and position = $2 and external_id is null returning 1 as kept`,
      [batchId, position, externalId],
    );
    await rows(
      `update send_batch_items set contact_id = coalesce($3, contact_id) where batch_id = $1 and position = $2
       returning 1 as kept`,
      [batchId, position, contactId],
    );
    if (!isNew || !scopeId) return;
    await recordInConversation({ ...item, externalId, contactId }, scopeId);
    await applyEarlyStatuses(item, scopeId, externalId);
  });
}

/** Statuses that came before we knew whose id they name. */
async function applyEarlyStatuses(
  { channel, accountId }: Pick<SentItem, 'channel' | 'accountId'>,
  scopeId: string,
  externalId: string,
): Promise<void> {
  const early = await rows<{ state: DeliveryState; problemCode: string | null }>(
    `delete from early_statuses where scope_id = $1 and external_id = $2
     returning state, problem_code as "problemCode"`,
    [scopeId, externalId],
  );
  for (const { state, problemCode } of early) {
    await applyStatus(scopeId, externalId, state, problemCode);
    await applyItemStatus({ channel, accountId }, { externalId, state, problemCode });
  }
}
