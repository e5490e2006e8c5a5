import { UniqueConstraintError } from 'sequelize';
import type { z } from 'zod';
import type { CreateClient, UpdateClient } from '../../contracts/clients.ts';
import { conflict, invalidField, notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { lockContactRow } from '../../db/contacts.ts';
import { row, rows } from '../../db/query.ts';
import { toE164 } from './phoneNumber.ts';

/**
 * Writes a client; returns its id.
 * @throws {Refusal} invalid when the phone number is none, conflict when another client of the project has it.
 */
export async function createClient(
  projectId: string,
  client: z.output<typeof CreateClient>,
): Promise<string> {
  const made = await row<{ id: string }>(
    `insert into contacts (project_id, phone_number, name, email, status) values ($1, $2, $3, $4, $5)
     on conflict (project_id, phone_number) do nothing returning id`,
    [projectId, readPhoneNumber(client.phoneNumber), client.name, client.email, client.status],
  );
  if (!made) throw conflict('client_exists');
  return made.id;
}

/** Changes what is given of a client. @throws {Refusal} as createClient does; not_found. */
export async function updateClient(
  projectId: string,
  id: string,
  { phoneNumber, ...changes }: z.output<typeof UpdateClient>,
): Promise<void> {
  const renumbered = phoneNumber === undefined ? {} : { phoneNumber: readPhoneNumber(phoneNumber) };
  await transaction(async () => {
    const present = await lockContactRow(projectId, id);
    if (!present) throw notFound('client');
    const client = { ...present, ...changes, ...renumbered };
    await rows(
      `update contacts set phone_number = $2, name = $3, email = $4, status = $5, updated_at = now()
       where id = $1 returning 1 as kept`,
      [id, client.phoneNumber, client.name, client.email, client.status],
    ).catch((error: unknown) => {
      throw error instanceof UniqueConstraintError ? conflict('client_exists') : error;
    });
  });
}

function readPhoneNumber(written: string): string {
  const phoneNumber = toE164(written);
  if (!phoneNumber) throw invalidField('phoneNumber', 'not_a_phone_number');
  return phoneNumber;
}
