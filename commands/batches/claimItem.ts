import type { BatchMessage } from '../../contracts/messageBatches.ts';
import { row } from '../../db/query.ts';

/** A message of a batch that was taken for its call. */
export interface ClaimedItem {
  position: number;
  /** Whom it goes to, as the platform's calls name them. */
  address: string;
  body: BatchMessage;
  /** Whether we know that the recipient wrote too long ago to be written to freely. */
  isWindowOver: boolean;
}

/** How a platform takes messages. */
interface Terms {
  /** Hours after a customer's last message in which anything may be sent. */
  windowHours: number;
  /** Between two messages to one person. */
  secondsPerRecipient: number;
}

/**
 * Takes the next message of a batch for one call, durable before a byte leaves. Null when none can be sent now: all are
 * taken, or their recipients were written to a moment ago, by this batch, another one or in their conversation.
 */
export const claimItem = async (
  batchId: string,
  { windowHours, secondsPerRecipient }: Terms,
): Promise<ClaimedItem | null> =>
  (await row<ClaimedItem>(
    `with due as (
       select i.position, (
         select c.last_inbound_at < clock_timestamp() - make_interval(hours => $3)
         from contact_identities k join conversations c on c.contact_id = k.contact_id and c.scope_id = k.scope_id
         where k.scope_id = b.connection_id and k.external_id = i.address order by c.created_at limit 1) as is_over
       from send_batch_items i join send_batches b on b.id = i.batch_id
       where i.batch_id = $1 and i.state = 'queued' and b.state = 'running' and ($2::integer = 0 or not exists (
         select 1 from send_batch_items o join send_batches p on p.id = o.batch_id
         where o.address = i.address and o.attempted_at > clock_timestamp() - make_interval(secs => $2)
           and p.channel = b.channel and p.account_id = b.account_id
         union all
         select 1 from contact_identities k
         join conversations c on c.contact_id = k.contact_id and c.scope_id = k.scope_id
         join messages m on m.conversation_id = c.id
         where k.scope_id = b.connection_id and k.external_id = i.address
           and m.called_at > clock_timestamp() - make_interval(secs => $2)))
       order by i.position limit 1 for update of i skip locked)
     update send_batch_items i set state = 'sending', attempted_at = clock_timestamp(), problem_code = null,
       problem_detail = null, state_since = clock_timestamp()
     from due where i.batch_id = $1 and i.position = due.position
     returning i.position, i.address, i.body, coalesce(due.is_over, false) as "isWindowOver"`,
    [batchId, secondsPerRecipient, windowHours],
  )) ?? null;
