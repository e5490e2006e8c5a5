import type { DeliveryState } from '../../contracts/inbound.ts';
import { rows } from '../../db/query.ts';
import type { Source } from '../inbox/source.ts';

/**
 * Notes what the platform told of a message that a batch sent, which knows only that it was sent, or failed: whatever
 * comes after a failure is older. False when no batch sent it.
 */
export async function applyItemStatus(
  { channel, accountId }: Pick<Source, 'channel' | 'accountId'>,
  {
    externalId,
    state,
    problemCode,
  }: { externalId: string; state: DeliveryState; problemCode: string | null },
): Promise<boolean> {
  const found = await rows(
    `update send_batch_items i set
       state = case when $4 = 'failed' then 'failed' else i.state end,
       problem_code = case when $4 = 'failed' then $5 else i.problem_code end,
       state_since = case when $4 = 'failed' and i.state <> 'failed' then clock_timestamp() else i.state_since end
     from send_batches b where b.id = i.batch_id and b.channel = $1 and b.account_id = $2 and i.external_id = $3
     returning 1 as found`,
    [channel, accountId, externalId, state, problemCode],
  );
  return found.length > 0;
}
