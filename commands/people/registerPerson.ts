import type { Language } from '../../contracts/languages.ts';
import type { User } from '../../db/models/user.ts';
import { addPerson } from './addPerson.ts';
import { assertHardToGuess, hashPassword } from './passwords.ts';

interface Registration {
  /** Without one, it is made from the e-mail address. */
  username?: string;
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  /** The language of their mails: French unless they showed another. */
  locale?: Language;
  /** Of their project, IANA: UTC unless they showed another. */
  timezone?: string;
}

/**
 * Registers a person, who gets a default project.
 * @throws {Refusal} 400 at `username`, `email` or `password`: taken, or too easy to guess.
 */
export async function registerPerson({ password, ...person }: Registration): Promise<User> {
  assertHardToGuess('password', password, { email: person.email, username: person.username ?? '' });
  return addPerson({ ...person, passwordHash: await hashPassword(password) });
}
