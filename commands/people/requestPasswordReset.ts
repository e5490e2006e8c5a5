import type { Language } from '../../contracts/languages.ts';
import { transaction } from '../../db/connection.ts';
import { PasswordReset } from '../../db/models/passwordReset.ts';
import { findByEmail } from '../../db/people.ts';
import { queueMail } from '../mails/queueMail.ts';
import { voidResets } from './setPassword.ts';

/** How long a link to set a forgotten password works. */
const resetMinutes = 30;

/**
 * Sends whoever has this address a link to set a new password, the only one that works from now on. Does nothing, and
 * tells nothing, where nobody has it or the account is disabled.
 */
export async function requestPasswordReset(email: string, locale: Language): Promise<void> {
  const user = await findByEmail(email);
  if (!user?.isActive) return;
  await transaction(async () => {
    // Whoever asks twice at once is left with one link that works.
    await user.reload({ lock: true });
    await voidResets(user.id);
    const expiresAt = new Date(Date.now() + resetMinutes * 60_000);
    const { id } = await PasswordReset.create({ userId: user.id, expiresAt });
    await queueMail({
      kind: 'password_reset',
      subjectId: id,
      recipient: user.email,
      locale,
      projectId: null,
    });
  });
}
