import { col, fn, where } from 'sequelize';
import type { Language } from '../contracts/languages.ts';
import { User } from './models/user.ts';
import { row } from './query.ts';

/** What a person u of `users` is called: by their name, and by their user name where they gave none. */
export const personName = `coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username)`;

/** The person with this e-mail address, in whatever case. */
export const findByEmail = (email: string): Promise<User | null> =>
  User.findOne({ where: where(fn('lower', col('email')), fn('lower', email)) });

export interface Credentials {
  id: string;
  passwordHash: string | null;
  isActive: boolean;
}

/**
 * What signing in is checked against, by e-mail address or user name in whatever case. Somebody whose user name is
 * another's address does not stand in that person's way: the address comes first.
 */
export const findCredentials = (login: string) =>
  row<Credentials>(
    `select id, password_hash as "passwordHash", is_active as "isActive" from users
     where lower(email) = lower($1) or lower(username) = lower($1)
     order by lower(email) = lower($1) desc limit 1`,
    [login],
  );

/** The language of a person's mails and texts. */
export async function findLanguage(userId: string): Promise<Language> {
  const user = await row<{ locale: Language }>('select locale from users where id = $1', [userId]);
  return user?.locale ?? 'en';
}
