import type { Language } from '../../contracts/languages.ts';
import { splitName } from '../../contracts/names.ts';
import { unauthenticated } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import type { Invitation } from '../../db/models/invitation.ts';
import { findByEmail } from '../../db/people.ts';
import { acceptInvitation } from './acceptInvitation.ts';
import { verifyPassword } from '../people/passwords.ts';
import { registerPerson } from '../people/registerPerson.ts';

/**
 * Accepts an invitation for who holds its link and is not signed in: with the password of the account that has the
 * invited address, or, where there is none, registering one with this name and password.
 * @throws {Refusal} invalid_credentials, account_disabled, invitation_invalid, or 400 at `password`
 */
export async function joinByInvitation(
  invitation: Invitation,
  { name, password, locale }: { name: string; password: string; locale: Language },
): Promise<void> {
  const { id, email } = invitation;
  const account = await findByEmail(email);
  if (account) {
    if (!(await verifyPassword(account.passwordHash, password))) throw unauthenticated('invalid_credentials');
    if (!account.isActive) throw unauthenticated('account_disabled');
    await acceptInvitation(id, { id: account.id, email });
    return;
  }
  await transaction(async () => {
    const person = await registerPerson({ email, password, locale, ...splitName(name) });
    await acceptInvitation(id, person);
  });
}
