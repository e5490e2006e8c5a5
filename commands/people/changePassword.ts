import { invalidField } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { User } from '../../db/models/user.ts';
import { row } from '../../db/query.ts';
import { beginSession, type Device, type OpenSession } from '../sessions/beginSession.ts';
import { assertHardToGuess, hashPassword, verifyPassword } from './passwords.ts';
import { setPassword } from './setPassword.ts';

interface PasswordChange {
  userId: string;
  oldPassword: string;
  newPassword: string;
}

/**
 * Changes a password, ends every session and begins a new one.
 * @throws {Refusal} 400 at `old_password` (wrong, or there is none) or `new_password` (too easy to guess)
 */
export async function changePassword(change: PasswordChange, device: Device): Promise<OpenSession> {
  const { userId, oldPassword, newPassword } = change;
  const user = await User.findByPk(userId, { rejectOnEmpty: true });
  if (!user.passwordHash) throw invalidField('old_password', 'no_password');
  if (!(await verifyPassword(user.passwordHash, oldPassword))) {
    throw invalidField('old_password', 'wrong_password');
  }
  if (newPassword === oldPassword) throw invalidField('new_password', 'password_unchanged');
  assertHardToGuess('new_password', newPassword, user);
  const passwordHash = await hashPassword(newPassword);

  return transaction(async () => {
    const unchanged = await row(
      'select id from users where id = $1 and password_hash = $2 for no key update',
      [userId, user.passwordHash],
    );
    if (!unchanged) throw invalidField('old_password', 'wrong_password');
    await setPassword(userId, passwordHash, 'password_changed');
    return beginSession(userId, device);
  });
}
