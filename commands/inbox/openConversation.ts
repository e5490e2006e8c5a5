import { row, rows } from '../../db/query.ts';
import type { Source } from './source.ts';

/**
 * The conversation with a contact at an account, found or made, its row locked until the surrounding transaction ends.
 * `address` is where the contact is written to; when they wrote from another one since, that counts from now on.
 */
export async function openConversation(
  { scopeId, projectId, channel }: Source,
  contactId: string,
  address: string,
): Promise<{ id: string; isNew: boolean }> {
  const found = await row<{ id: string; externalId: string }>(
    `select id, external_id as "externalId" from conversations where scope_id = $1 and contact_id = $2
     order by created_at limit 1 for update`,
    [scopeId, contactId],
  );
  if (found) {
    if (found.externalId !== address) await changeAddress(scopeId, found.id, address);
    return { id: found.id, isNew: false };
  }
  const made = await row<{ id: string }>(
    `insert into conversations (project_id, contact_id, channel, scope_id, external_id) values ($1, $2, $3, $4, $5)
     on conflict (scope_id, external_id) do update set contact_id = excluded.contact_id returning id`,
    [projectId, contactId, channel, scopeId, address],
  );
  return { id: made?.id ?? '', isNew: true };
}

const changeAddress = (scopeId: string, conversationId: string, address: string) =>
  rows(
    `update conversations set external_id = $3 where id = $2 and not exists (
       select from conversations where scope_id = $1 and external_id = $3) returning 1 as kept`,
    [scopeId, conversationId, address],
  );
