import { row } from '../../db/query.ts';
import type { Source } from '../inbox/source.ts';
import { readItemReference } from './itemReference.ts';
import { itemSent } from './itemSent.ts';

/**
 * A status names a message as we did when we sent it: one of a batch whose answer was lost, or has not come yet, is sent.
 * In the surrounding transaction.
 */
export async function confirmItem(source: Source, reference: string, externalId: string): Promise<void> {
  const place = readItemReference(reference);
  if (!place) return;
  const unconfirmed = await row(
    `select 1 as there from send_batch_items i join send_batches b on b.id = i.batch_id
     where i.batch_id = $1 and i.position = $2 and b.channel = $3 and b.account_id = $4
       and i.external_id is null and i.state in ('sending', 'unknown')`,
    [place.batchId, place.position, source.channel, source.accountId],
  );
  if (unconfirmed) await itemSent(place, { externalId, contactId: null });
}
