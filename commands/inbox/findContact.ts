import { isVisible } from '../../contracts/common.ts';
import { row, rows } from '../../db/query.ts';
import { clientNumberOf } from '../clients/phoneNumber.ts';
import { storableText } from '../storable.ts';
import type { Source } from './source.ts';

/** Somebody who writes, as the platform names them at an account. */
export interface Person {
  contactId: string;
  /** Other ids under which the platform names the same person there. */
  aliases: string[];
  contactName: string | null;
  contactUsername: string | null;
  phoneNumber: string | null;
}

/**
 * The project's contact behind a person, found by any of the person's ids at the account or by the phone number, or
 * made. What is newly told of them is added; what a person of the shop wrote is not overwritten. The surrounding
 * transaction holds the lock of the person's ids.
 */
export async function findContact(source: Source, person: Person, seenAt: Date): Promise<string> {
  const ids = [person.contactId, ...person.aliases];
  const phoneNumber = person.phoneNumber === null ? null : clientNumberOf(person.phoneNumber);
  const known = await rows<{ contactId: string; externalId: string; username: string | null }>(
    `select contact_id as "contactId", external_id as "externalId", username from contact_identities
     where scope_id = $1 and external_id = any($2::text[])`,
    [source.scopeId, ids],
  );
  const own = known.find(({ externalId }) => externalId === person.contactId) ?? known[0];
  const contactId = own?.contactId ?? (await makeContact(source, person, phoneNumber));
  const isKnown = ids.every((id) =>
    known.some(
      ({ externalId, username }) => externalId === id && username === (person.contactUsername ?? username),
    ),
  );
  if (!isKnown) await addIdentities(source, person, contactId);
  await rows(
    `update contacts set name = coalesce(name, $2), updated_at = now(),
       last_contact_at = greatest(last_contact_at, $3::timestamptz),
       phone_number = coalesce(phone_number, case when not exists (
         select from contacts other where other.project_id = contacts.project_id and other.phone_number = $4)
         then $4::text end)
     where id = $1 returning 1 as kept`,
    [contactId, nameOf(person), seenAt, phoneNumber],
  );
  return contactId;
}

/** A contact is one with the shop's client of the same phone number. */
async function makeContact(
  { projectId }: Source,
  person: Person,
  phoneNumber: string | null,
): Promise<string> {
  const made = await row<{ id: string }>(
    `insert into contacts (project_id, name, phone_number) values ($1, $2, $3)
     on conflict (project_id, phone_number) do update set updated_at = now() returning id`,
    [projectId, nameOf(person), phoneNumber],
  );
  return made?.id ?? '';
}

async function addIdentities(source: Source, person: Person, contactId: string): Promise<void> {
  const username = person.contactUsername && storableText(person.contactUsername);
  await rows(
    `insert into contact_identities (contact_id, channel, scope_id, external_id, username)
     select $1, $2, $3, external_id, $5 from unnest($4::text[]) external_id
     on conflict (scope_id, external_id) do update set username = coalesce(excluded.username, contact_identities.username)
       where excluded.username is distinct from contact_identities.username
     returning 1 as kept`,
    [
      contactId,
      source.channel,
      source.scopeId,
      [...new Set([person.contactId, ...person.aliases])],
      username,
    ],
  );
}

/** Some write theirs of spaces, or of signs that nobody sees: these have none. */
const nameOf = ({ contactName }: Person) =>
  contactName && isVisible(contactName) ? storableText(contactName).slice(0, 200) : null;
