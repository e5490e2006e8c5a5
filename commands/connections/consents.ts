import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { lockConfirmation, lockConsent, type ConsentRow } from '../../db/consents.ts';
import { OAuthState } from '../../db/models/oauthState.ts';
import type { Vault } from '../../db/vault.ts';
import type { OpenedAccount } from './connectAccounts.ts';
import { consentIdentity, consentMinutes } from './consentTerms.ts';
import { openHeldAccounts } from './heldAccounts.ts';
import { hashSecret, newSecret } from '../secrets.ts';

/** What a consent is begun with. */
export interface NewConsent {
  platform: string;
  projectId: string;
  userId: string;
  sessionId: string | null;
  /** The cookie of the browser that begins. */
  nonce: string;
  /** PKCE's, where the platform takes one. */
  codeVerifier: string | null;
  redirectUri: string;
  force: boolean;
}

interface TakenConsent {
  stateHash: Buffer;
  platform: string;
  projectId: string;
  userId: string;
  force: boolean;
}

/** A consent whose code may be redeemed, by this caller and once. */
export interface RedeemableConsent extends TakenConsent {
  code: string;
  codeVerifier: string | null;
  redirectUri: string;
}

/** A consent whose code was redeemed, and whose accounts another project has. */
export interface OpenedConsent extends TakenConsent {
  accounts: OpenedAccount[];
}

/** Writes down that a consent was begun; returns its state, which is kept only as a hash. */
export async function beginConsent(vault: Vault, consent: NewConsent): Promise<string> {
  const state = newSecret();
  const stateHash = hashSecret(state);
  const { nonce, codeVerifier, ...rest } = consent;
  await OAuthState.create({
    ...rest,
    stateHash,
    nonceHash: hashSecret(nonce),
    codeVerifierEncrypted:
      codeVerifier === null ? null : vault.seal(codeVerifier, consentIdentity(stateHash, 'verifier')),
    expiresAt: new Date(Date.now() + consentMinutes * 60_000),
  });
  return state;
}

/** Who finishes a consent: the browser that came back from the platform, or a signed-in person. */
export type Finisher = { nonce: string | null } | { userId: string; projectId: string };

/**
 * Takes a consent, once, for `platform`. From a browser that is not the one that began, the code is not redeemed: it is
 * kept sealed until the person who began confirms, with the secret that is returned and that this browser alone has.
 * @throws {Refusal} oauth_state_unknown, _used, _expired, _of_another, _of_another_platform; consent_not_allowed when
 * the person may no longer connect accounts to the project.
 */
export function takeConsent(
  vault: Vault,
  { platform, state, code }: { platform: string; state: string; code: string },
  finisher: Finisher,
): Promise<RedeemableConsent | { confirmation: string }> {
  return transaction(async () => {
    const consent = assertUsable(await lockConsent(hashSecret(state)), platform);
    if ('userId' in finisher && !isOf(consent, finisher))
      throw new Refusal('forbidden', 'oauth_state_of_another');
    const where = { stateHash: consent.stateHash };
    const usedAt = new Date();
    if ('nonce' in finisher && !isSameBrowser(consent, finisher.nonce)) {
      const confirmation = newSecret();
      const codeEncrypted = vault.seal(code, consentIdentity(consent.stateHash, 'code'));
      const confirmationHash = hashSecret(confirmation);
      await OAuthState.update({ usedAt, codeEncrypted, confirmationHash }, { where });
      return { confirmation };
    }
    await OAuthState.update({ usedAt, codeVerifierEncrypted: null }, { where });
    return redeemable(vault, consent, code);
  });
}

/** Uses a consent up whose person, or platform, said no. One that is no consent is left alone. */
export async function dropConsent(platform: string, state: string): Promise<void> {
  await OAuthState.update(
    { usedAt: new Date(), codeVerifierEncrypted: null },
    { where: { stateHash: hashSecret(state), platform, usedAt: null } },
  );
}

/**
 * Takes a consent that waits for its person's confirmation, once. @throws {Refusal} as takeConsent does; to another
 * person it stays as it was, for the one who began may yet confirm it.
 */
export function takeConfirmedConsent(
  vault: Vault,
  { platform, confirmation, userId }: { platform: string; confirmation: string; userId: string },
): Promise<RedeemableConsent | OpenedConsent> {
  return transaction(async () => {
    const found = await lockConfirmation(hashSecret(confirmation));
    const consent = assertUsable(found && { ...found, usedAt: null }, platform);
    if (consent.userId !== userId) throw new Refusal('forbidden', 'oauth_state_of_another');
    const { stateHash, codeEncrypted, accountsEncrypted, ...rest } = consent;
    await OAuthState.update(
      { codeEncrypted: null, codeVerifierEncrypted: null, accountsEncrypted: null },
      { where: { stateHash } },
    );
    if (accountsEncrypted) {
      const { projectId, force } = rest;
      const accounts = openHeldAccounts(vault, stateHash, accountsEncrypted);
      return { stateHash, platform, projectId, userId, force, accounts };
    }
    // The secret stays known: whoever clicks twice is told that it was used.
    if (!codeEncrypted) throw new Refusal('invalid', 'oauth_state_used');
    return redeemable(vault, consent, vault.open(codeEncrypted, consentIdentity(stateHash, 'code')));
  });
}

function assertUsable(consent: ConsentRow | undefined, platform: string): ConsentRow {
  if (!consent) throw new Refusal('invalid', 'oauth_state_unknown');
  if (consent.platform !== platform) throw new Refusal('invalid', 'oauth_state_of_another_platform');
  if (consent.usedAt) throw new Refusal('invalid', 'oauth_state_used');
  if (consent.expired) throw new Refusal('invalid', 'oauth_state_expired');
  if (!consent.allowed) throw new Refusal('forbidden', 'consent_not_allowed');
  return consent;
}

const isOf = (consent: ConsentRow, { userId, projectId }: { userId: string; projectId: string }) =>
  consent.userId === userId && consent.projectId === projectId;

const isSameBrowser = ({ nonceHash }: ConsentRow, nonce: string | null) =>
  nonce !== null && timingSafeEqual(nonceHash, hashSecret(nonce));

function redeemable(vault: Vault, consent: ConsentRow, code: string): RedeemableConsent {
  const { stateHash, platform, projectId, userId, redirectUri, force, codeVerifierEncrypted } = consent;
  const codeVerifier =
    codeVerifierEncrypted && vault.open(codeVerifierEncrypted, consentIdentity(stateHash, 'verifier'));
  return { stateHash, platform, projectId, userId, redirectUri, force, code, codeVerifier };
}
