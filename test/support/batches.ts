import { randomUUID } from 'node:crypto';
import { row } from '../../db/query.ts';

/** A batch of one message that a project's owner had sent, as it was left; its id. */
export async function aBatch(projectId: string): Promise<string> {
  const id = randomUUID();
  await row(
    `with batch as (
       insert into send_batches (id, project_id, user_id, channel, account_id, state, finished_at)
       select $1::uuid, project_id, user_id, 'instagram', 'account', 'done', now()
       from memberships where project_id = $2 and role = 'owner' returning id
     )
     insert into send_batch_items (batch_id, position, recipient, address, body, state, external_id)
     select id, 0, 'customer', 'customer', '{"type": "text", "text": "Thank you"}', 'sent', $1::uuid::text from batch
     returning 1 as made`,
    [id, projectId],
  );
  return id;
}
