import { Refusal } from '../../contracts/refusal.ts';
import { findConfirmation } from '../../db/consents.ts';
import { OAuthState } from '../../db/models/oauthState.ts';
import type { Vault } from '../../db/vault.ts';
import type { OpenedAccount } from './connectAccounts.ts';
import { consentIdentity, consentMinutes } from './consentTerms.ts';
import { hashSecret } from '../secrets.ts';

/**
 * Keeps what a consent opened, sealed and as long as a consent may take, while its person decides whether to take it
 * over from another project: the code is used up, and asking the platform again would be asking for the same.
 */
export async function holdAccounts(
  vault: Vault,
  {
    stateHash,
    accounts,
    confirmation,
  }: { stateHash: Buffer; accounts: OpenedAccount[]; confirmation: string },
): Promise<void> {
  const accountsEncrypted = vault.seal(JSON.stringify(accounts), consentIdentity(stateHash, 'accounts'));
  const confirmationHash = hashSecret(confirmation);
  const expiresAt = new Date(Date.now() + consentMinutes * 60_000);
  await OAuthState.update({ accountsEncrypted, confirmationHash, expiresAt }, { where: { stateHash } });
}

/** What was held, as it was opened. @throws {VaultError} */
export function openHeldAccounts(vault: Vault, stateHash: Buffer, sealed: Buffer): OpenedAccount[] {
  const accounts = JSON.parse(vault.open(sealed, consentIdentity(stateHash, 'accounts'))) as OpenedAccount[];
  return accounts.map(({ tokens, ...account }) => ({
    ...account,
    tokens: {
      ...tokens,
      expiresAt: tokens.expiresAt && new Date(tokens.expiresAt),
      refreshExpiresAt: tokens.refreshExpiresAt && new Date(tokens.refreshExpiresAt),
    },
  }));
}

/**
 * The names of the accounts that wait to be taken over, none while it is not known yet what the consent opens; and the
 * project that it is for. Only who began is told.
 * @throws {Refusal} oauth_state_used, oauth_state_expired when nothing waits any more; oauth_state_of_another
 */
export async function readHeld(
  vault: Vault,
  { platform, confirmation, userId }: { platform: string; confirmation: string; userId: string },
): Promise<{ names: string[]; projectId: string }> {
  const consent = await findConfirmation(hashSecret(confirmation));
  if (consent?.platform !== platform) throw new Refusal('invalid', 'oauth_state_used');
  if (consent.userId !== userId) throw new Refusal('forbidden', 'oauth_state_of_another');
  if (consent.expired) throw new Refusal('invalid', 'oauth_state_expired');
  const { stateHash, accountsEncrypted, codeEncrypted, projectId } = consent;
  if (!accountsEncrypted && !codeEncrypted) throw new Refusal('invalid', 'oauth_state_used');
  const accounts = accountsEncrypted ? openHeldAccounts(vault, stateHash, accountsEncrypted) : [];
  return { names: accounts.map(({ username }) => username), projectId };
}
