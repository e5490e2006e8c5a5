import { row, rows } from '../../db/query.ts';
import type { Source } from './source.ts';

/**
 * The conversation with a contact at an account, found or made, its row locked until the surrounding transaction ends.
 * `address` is where the contact wrote from at that time: they are written to where they wrote from last, so that a late
 * message changes nothing.
 */
export async function openConversation(
  { scopeId, projectId, channel }: Source,
  contactId: string,
  address: string,
  at: Date,
): Promise<{ id: string; isNew: boolean }> {
  const found = await row<{ id: string; externalId: string }>(
    `select id, external_id as "externalId" from conversations where scope_id = $1 and contact_id = $2
     order by created_at limit 1 for update`,
    [scopeId, contactId],
  );
  if (found) {
    if (found.externalId !== address) await changeAddress(scopeId, found.id, address, at);
    return { id: found.id, isNew: false };
  }
  const made = await row<{ id: string }>(
    `insert into conversations (project_id, contact_id, channel, scope_id, external_id) values ($1, $2, $3, $4, $5)
     on conflict (scope_id, external_id) do update set contact_id = excluded.contact_id returning id`,
    [projectId, contactId, channel, scopeId, address],
  );
  return { id: made?.id ?? '', isNew: true };
}

const changeAddress = (scopeId: string, conversationId: string, address: string, at: Date) =>
  rows(
    `update conversations set external_id = $3 where id = $2 and coalesce(last_inbound_at <= $4, true) and not exists (
       select from conversations where scope_id = $1 and external_id = $3) returning 1 as kept`,
    [scopeId, conversationId, address, at],
  );
