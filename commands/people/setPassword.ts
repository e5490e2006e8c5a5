import { Op } from 'sequelize';
import { PasswordReset } from '../../db/models/passwordReset.ts';
import { User } from '../../db/models/user.ts';
import { endSessions, type EndReason } from '../sessions/endSessions.ts';

/** Sets a password, in the surrounding transaction: every session ends, and links to set another one work no more. */
export async function setPassword(userId: string, passwordHash: string, because: EndReason): Promise<void> {
  await User.update({ passwordHash }, { where: { id: userId } });
  await endSessions(userId, because);
  await voidResets(userId);
}

/** Lets the links to set a forgotten password that were not used expire at once. */
export async function voidResets(userId: string): Promise<void> {
  const now = new Date();
  await PasswordReset.update(
    { expiresAt: now },
    { where: { userId, usedAt: null, expiresAt: { [Op.gt]: now } } },
  );
}
