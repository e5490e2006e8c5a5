import type { Store } from '../../store.ts';

/** Somebody who writes to an inbox. */
export interface Person {
  /** The platform's id of them: a phone number in digits, or an Instagram-scoped id. */
  id: string;
  name: string;
  username: string | null;
  /** WhatsApp's business-scoped user id. */
  userId: string | null;
  /** Whether webhooks leave their phone number out. */
  hidesNumber: boolean;
  /** When they last wrote, by the sandbox's clock; null: never. */
  wroteAt: number | null;
}

interface PersonRow {
  id: string;
  name: string;
  username: string | null;
  user_id: string | null;
  hides_number: number;
  wrote_at: number | null;
}

const personOf = ({ id, name, username, user_id, hides_number, wrote_at }: PersonRow): Person => ({
  ...{ id, name, username },
  userId: user_id,
  hidesNumber: hides_number === 1,
  wroteAt: wrote_at,
});

/** The person whom a platform knows at an inbox by an id, a business-scoped id or a username; null: nobody. */
export function findPerson(store: Store, platform: string, inbox: string, id: string): Person | null {
  const row = store.all<PersonRow>(
    'select * from social_people where platform = ? and inbox = ? and ? in (id, user_id, username)',
    ...[platform, inbox, id],
  )[0];
  return row ? personOf(row) : null;
}

/** Keeps a person as they are now. */
export function keepPerson(store: Store, platform: string, inbox: string, person: Person): void {
  const { id, name, username, userId, hidesNumber, wroteAt } = person;
  store.run(
    `insert or replace into social_people (platform, inbox, id, name, username, user_id, hides_number, wrote_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[platform, inbox, id, name, username, userId, Number(hidesNumber), wroteAt],
  );
}

/** The people of an inbox, those who wrote last at the front. */
export const listPeople = (store: Store, platform: string, inbox: string): Person[] =>
  store
    .all<PersonRow>(
      'select * from social_people where platform = ? and inbox = ? order by wrote_at desc, id limit 200',
      ...[platform, inbox],
    )
    .map(personOf);
