import { unauthenticated } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { User } from '../../db/models/user.ts';
import { findCredentials, type Credentials } from '../../db/people.ts';
import { row } from '../../db/query.ts';
import { beginSession, type Device, type OpenSession } from './beginSession.ts';
import { verifyPassword } from '../people/passwords.ts';

export interface SignedIn {
  user: User;
  session: OpenSession;
}

/** Who knows the password of an e-mail address or user name. @throws {Refusal} as {@link signIn} does */
async function checkPassword(login: string, password: string): Promise<Credentials> {
  const credentials = await findCredentials(login);
  const isRight = await verifyPassword(credentials?.passwordHash ?? null, password);
  if (!credentials || !isRight) throw unauthenticated('invalid_credentials');
  if (!credentials.isActive) throw unauthenticated('account_disabled');
  return credentials;
}

/**
 * Begins a session for whoever knows the password of an e-mail address or user name. Answer and time are the same for
 * an unknown person and a wrong password.
 * @throws {Refusal} invalid_credentials; account_disabled, told only to who knows the password
 */
export async function signIn(login: string, password: string, device: Device): Promise<SignedIn> {
  const { id, passwordHash } = await checkPassword(login, password);
  return transaction(async () => {
    // Changing the password ends all sessions: none may begin with the old one meanwhile.
    const unchanged = await row('select id from users where id = $1 and password_hash = $2 for share', [
      id,
      passwordHash,
    ]);
    if (!unchanged) throw unauthenticated('invalid_credentials');
    const user = await User.findByPk(id, { rejectOnEmpty: true });
    return { user, session: await beginSession(id, device) };
  });
}
