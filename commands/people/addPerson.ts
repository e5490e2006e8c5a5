import { randomInt } from 'node:crypto';
import type { Language } from '../../contracts/languages.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { User } from '../../db/models/user.ts';
import { rows } from '../../db/query.ts';
import { createDefaultProject } from '../projects/createProject.ts';

export interface NewPerson {
  /** Without one, it is made from the e-mail address. */
  username?: string;
  email: string;
  /** Null for whom an external issuer vouches. */
  passwordHash: string | null;
  firstName: string;
  lastName: string;
  /** The language of their mails: French unless they showed another. */
  locale?: Language;
  /** Of their project, IANA: UTC unless they showed another. */
  timezone?: string;
}

/**
 * Writes a person with a default project, as its owner.
 * @throws {Refusal} 400 at `username` or `email` when it is taken, also by somebody who registers at the same moment.
 */
export function addPerson(person: NewPerson): Promise<User> {
  return transaction(async () => {
    const names = person.username === undefined ? usernamesFor(person.email) : [person.username];
    for (const username of names) {
      if (await insertUser({ ...person, username })) {
        const user = await User.findOne({ where: { username }, rejectOnEmpty: true });
        await createDefaultProject(user, person.timezone);
        return user;
      }
      const taken = await findTaken(username, person.email);
      if (person.username !== undefined) throw takenRefusal(taken);
      if (taken.email_taken) throw takenRefusal({ ...taken, username_taken: false });
    }
    throw new Error('every user name that was tried is taken');
  });
}

/** Waits for whoever registers the same name or address at the moment. False when either is taken. */
async function insertUser(person: NewPerson & { username: string }): Promise<boolean> {
  const { username, email, passwordHash, firstName, lastName, locale = 'fr' } = person;
  const inserted = await rows(
    `insert into users (username, email, password_hash, first_name, last_name, locale)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [username, email, passwordHash, firstName, lastName, locale],
  );
  return inserted.length > 0;
}

interface Taken {
  username_taken: boolean;
  email_taken: boolean;
}

async function findTaken(username: string, email: string): Promise<Taken> {
  const found = await rows<Taken>(
    `select lower(username) = lower($1) as username_taken, lower(email) = lower($2) as email_taken
     from users where lower(username) = lower($1) or lower(email) = lower($2)`,
    [username, email],
  );
  return {
    username_taken: found.some(({ username_taken }) => username_taken),
    email_taken: found.some(({ email_taken }) => email_taken),
  };
}

const takenRefusal = ({ username_taken, email_taken }: Taken) =>
  new Refusal('invalid', 'invalid_request', {
    fields: {
      ...(username_taken && { username: ['username_taken'] }),
      ...(email_taken && { email: ['email_taken'] }),
    },
  });

/** User names to try for an address: its local part, then that with a number nobody is likely to have. */
function usernamesFor(email: string): string[] {
  const local = (email.split('@')[0] ?? '').replace(/[^\p{L}\p{N}_.+-]/gu, '');
  const base = local.length >= 3 ? local : 'user';
  const numbered = () => `${base}${randomInt(1_000, 1_000_000_000)}`;
  return [base, numbered(), numbered(), numbered()];
}
