import {
  askForLeftOut,
  connectAccounts,
  type OpenedAccount,
} from '../../commands/connections/connectAccounts.ts';
import {
  dropConsent,
  takeConsent,
  type Finisher,
  type OpenedConsent,
  type RedeemableConsent,
} from '../../commands/connections/consents.ts';
import { holdAccounts } from '../../commands/connections/heldAccounts.ts';
import { newSecret } from '../../commands/secrets.ts';
import { Refusal } from '../../contracts/refusal.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Services } from '../services.ts';
import { effectsOf, openByCode } from './openAccounts.ts';
import { requirePlatform } from './platforms.ts';

/** What a platform sent back with the browser. */
interface PlatformAnswer {
  code?: string | undefined;
  state?: string | undefined;
  error?: string | undefined;
  /** RFC 9207: who says it. */
  iss?: string | undefined;
}

/** Whether accounts of other projects are taken over is said here, or was at the beginning. */
type Answer = PlatformAnswer & { force?: boolean | undefined };

/** How vendors say that the person did not want: RFC 6749's access_denied, LinkedIn's user_cancelled_… */
const denial = /denied|cancel/i;

/**
 * Finishes a consent with what the platform answered: the accounts are connected, or, where another browser came back
 * than the one that began, wait for a confirmation, whose secret is returned.
 * @throws {Refusal} with what is wrong; then nothing is stored. {ConnectedElsewhere} to a browser, which may confirm.
 */
export async function finishConsent(
  services: Services,
  platformId: string,
  { code, state, error, iss, force }: Answer,
  finisher: Finisher,
): Promise<{ connections: Connection[] } | { confirmation: string }> {
  const registered = requirePlatform(services, platformId);
  const { name } = registered.platform;
  if (error) {
    if (state) await dropConsent(platformId, state);
    if (denial.test(error)) throw new Refusal('invalid', 'consent_denied');
    // One word, as RFC 6749 has them: whoever makes an address shall not make our page say a sentence.
    const reason = /^\w{1,40}$/.test(error) ? error : 'error';
    throw new Refusal('invalid', 'platform_refused_consent', { parameters: { platform: name, reason } });
  }
  if (!state) throw new Refusal('invalid', 'oauth_state_missing');
  if (!code) throw new Refusal('invalid', 'oauth_code_missing');
  if (iss && !isIssuer(registered, iss))
    throw new Refusal('invalid', 'oauth_issuer_wrong', { parameters: { platform: name } });
  const answer = { platform: platformId, state, code };
  const consent = await takeConsent(services.vault, answer, finisher);
  if ('confirmation' in consent) return consent;
  const forced = { ...consent, force: consent.force || force === true };
  // Who is signed in is answered with a refusal, and begins again with `force`.
  const confirmation = 'nonce' in finisher ? newSecret() : null;
  return { connections: await redeemConsent(services, forced, confirmation) };
}

/** Another project has an account of a consent: `confirmation` takes it over, once and with `force`. */
export class ConnectedElsewhere extends Refusal {
  readonly confirmation: string;

  constructor({ kind, code, extra }: Refusal, confirmation: string) {
    super(kind, code, extra);
    this.confirmation = confirmation;
  }
}

/**
 * Redeems a consent's code, outside any transaction, and connects what it opens. Where another project has it and there
 * is a `confirmation`, what was opened waits for that. @throws {ConnectedElsewhere}
 */
export async function redeemConsent(
  services: Services,
  consent: RedeemableConsent | OpenedConsent,
  confirmation: string | null,
): Promise<Connection[]> {
  const { vault } = services;
  const { stateHash, platform, projectId, userId, force } = consent;
  const registered = requirePlatform(services, platform);
  const accounts =
    'accounts' in consent ? consent.accounts : await openConsent(services, registered, consent);
  const effects = effectsOf(registered.platform);
  try {
    return await connectAccounts(vault, { platform, projectId, userId, accounts, force, ...effects });
  } catch (error) {
    const isElsewhere = error instanceof Refusal && error.code === 'account_connected_elsewhere';
    if (!isElsewhere || confirmation === null) throw error;
    await holdAccounts(vault, { stateHash, accounts, confirmation });
    throw new ConnectedElsewhere(error, confirmation);
  }
}

/** What a consent may say that allows too little for any account. */
const openingNothing = ['no_account_found', 'permission_not_given', 'permissions_not_given'];

/** Opens what a consent allows. Where that is nothing, what was there before may be lost: it is asked for. */
async function openConsent(
  services: Services,
  registered: RegisteredPlatform,
  consent: RedeemableConsent,
): Promise<OpenedAccount[]> {
  try {
    return await openByCode(services, registered, consent);
  } catch (error) {
    const isNothing = error instanceof Refusal && openingNothing.includes(error.code);
    if (isNothing && effectsOf(registered.platform).consentReplaces) await askForLeftOut(consent);
    throw error;
  }
}

/** The issuers of two platforms never share an origin. A sandbox stands for all of them. */
function isIssuer({ platform, settings }: RegisteredPlatform, iss: string): boolean {
  const authorize = settings.hosts[platform.oauth.authorize.host] ?? '';
  return URL.canParse(iss) && URL.canParse(authorize) && new URL(iss).origin === new URL(authorize).origin;
}
