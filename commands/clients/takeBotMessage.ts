import { randomUUID } from 'node:crypto';
import { invalidField } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { confirms } from './confirms.ts';
import { phoneNumberOfWhatsApp } from './phoneNumber.ts';

interface BotMessage {
  from: string;
  body: string | null;
}

/**
 * Takes a message that the shop's own WhatsApp service passes on: keeps it among the inbox's events, makes or updates
 * the client of its phone number, who is the contact of the inbox too, and confirms them where the message does; all of
 * it or nothing. Returns the client's id. The message has no id: a repeat is another message here, and the caller tells
 * repeats apart by Idempotency-Key. @throws {Refusal} invalid when `from` is no phone number.
 */
export function takeBotMessage(projectId: string, message: BotMessage): Promise<string> {
  const phoneNumber = phoneNumberOfWhatsApp(message.from);
  if (!phoneNumber) throw invalidField('from', 'not_a_phone_number');
  return transaction(async () => {
    await rows(
      `insert into inbox_events (channel, event_key, payload, state, project_id, processed_at)
       values ('client_bot', $1, $2, 'processed', $3, now()) returning 1 as kept`,
      [`client_bot/${randomUUID()}`, JSON.stringify(message), projectId],
    );
    const client = await row<{ id: string }>(
      `insert into contacts (project_id, phone_number, status, last_contact_at)
       values ($1, $2, case when $3 then 'confirmed' else 'pending' end, now())
       on conflict (project_id, phone_number) do update set updated_at = now(),
         last_contact_at = greatest(contacts.last_contact_at, now()),
         status = case when $3 then 'confirmed' else contacts.status end
       returning id`,
      [projectId, phoneNumber, confirms(message.body ?? '')],
    );
    if (!client) throw new Error('the client was not written');
    return client.id;
  });
}
