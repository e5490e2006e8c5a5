import { Refusal } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { PasswordReset } from '../../db/models/passwordReset.ts';
import { User } from '../../db/models/user.ts';
import { assertHardToGuess, hashPassword } from './passwords.ts';
import { setPassword } from './setPassword.ts';

/**
 * Sets a forgotten password by the link of a mail, once: every session ends.
 * `resetId` is what the link says, null when it is not genuine. A password that is refused leaves the link as it is.
 * @throws {Refusal} reset_link_invalid, or 400 at `new_password`
 */
export async function resetPassword(resetId: string | null, newPassword: string): Promise<void> {
  const passwordHash = await hashPassword(newPassword);
  await transaction(async () => {
    const reset = await findUsableReset(resetId);
    const user = await User.findByPk(reset.userId, { lock: true, rejectOnEmpty: true });
    // The link is read again once nobody else changes the person: two uses at once are one.
    await reset.reload();
    if (!user.isActive || !isUsable(reset)) throw invalidLink();
    assertHardToGuess('new_password', newPassword, user);
    await reset.update({ usedAt: new Date() });
    await setPassword(user.id, passwordHash, 'password_reset');
  });
}

/** What a link that still works is about. @throws {Refusal} reset_link_invalid */
export async function findUsableReset(resetId: string | null): Promise<PasswordReset> {
  const reset = resetId ? await PasswordReset.findByPk(resetId) : null;
  if (!reset || !isUsable(reset)) throw invalidLink();
  return reset;
}

/** Whether the link of a reset still works. */
export const isUsable = (reset: PasswordReset): boolean =>
  reset.usedAt === null && reset.expiresAt.getTime() > Date.now();

const invalidLink = () => new Refusal('invalid', 'reset_link_invalid');
