import { isVisible } from '../contracts/common.ts';
import { row, rows } from './query.ts';

interface NamelessCustomer {
  contactId: string;
  connectionId: string;
  externalId: string;
}

/** The customer of a conversation whose name nobody has told; undefined when there is nothing to ask. */
export const readNamelessCustomer = (conversationId: string) =>
  row<NamelessCustomer>(
    `select k.id as "contactId", c.scope_id as "connectionId", c.external_id as "externalId"
     from conversations c join contacts k on k.id = c.contact_id
     where c.id = $1 and c.channel <> 'widget' and k.name is null`,
    [conversationId],
  );

/** Keeps what the platform told of a customer, beside what somebody wrote meanwhile. */
export async function keepCustomerName(
  { contactId, connectionId, externalId }: NamelessCustomer,
  { name, username }: { name: string | null; username: string | null },
): Promise<void> {
  await rows(
    `update contacts set name = coalesce(name, nullif($2, '')), updated_at = now() where id = $1 returning 1 as kept`,
    [contactId, name && isVisible(name) ? name : username],
  );
  await rows(
    `update contact_identities set username = coalesce($3, username) where scope_id = $1 and external_id = $2
     returning 1 as kept`,
    [connectionId, externalId, username],
  );
}
