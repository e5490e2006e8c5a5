import { connectAccounts } from '../../commands/connectAccounts.ts';
import { dropConsent, takeConsent, type Finisher, type RedeemableConsent } from '../../commands/consents.ts';
import { Refusal } from '../../contracts/refusal.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Services } from '../services.ts';
import { openByCode } from './openAccounts.ts';
import { callPlatform, requirePlatform } from './platforms.ts';

/** What a platform sent back with the browser. */
interface PlatformAnswer {
  code?: string | undefined;
  state?: string | undefined;
  error?: string | undefined;
  /** RFC 9207: who says it. */
  iss?: string | undefined;
}

/** What the platform answered, and whether accounts of other projects are taken over, beside what was said at the beginning. */
type Answer = PlatformAnswer & { force?: boolean | undefined };

/** How vendors say that the person did not want: RFC 6749's access_denied, LinkedIn's user_cancelled_… */
const denial = /denied|cancel/i;

/**
 * Finishes a consent with what the platform answered: the accounts are connected, or, where another browser came back
 * than the one that began, wait for a confirmation, whose secret is returned.
 * @throws {Refusal} with what is wrong; then nothing is stored.
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
    const reason = error.replace(/[^\w.-]/g, ' ').slice(0, 60);
    throw new Refusal('invalid', 'platform_refused_consent', { parameters: { platform: name, reason } });
  }
  if (!state) throw new Refusal('invalid', 'oauth_state_missing');
  if (!code) throw new Refusal('invalid', 'oauth_code_missing');
  if (iss && !isIssuer(registered, iss))
    throw new Refusal('invalid', 'oauth_issuer_wrong', { parameters: { platform: name } });
  const answer = { platform: platformId, state, code: withoutFragment(code) };
  const consent = await takeConsent(services.vault, answer, finisher);
  if ('confirmation' in consent) return consent;
  return {
    connections: await redeemConsent(services, { ...consent, force: consent.force || force === true }),
  };
}

/** Redeems a consent's code, outside any transaction, and connects what it opens. */
export async function redeemConsent(services: Services, consent: RedeemableConsent): Promise<Connection[]> {
  const { platform, projectId, userId, force } = consent;
  const registered = requirePlatform(services, platform);
  const accounts = await callPlatform(registered, services, () => openByCode(registered, consent));
  const hasInbox = registered.platform.messages !== undefined;
  return connectAccounts(services.vault, { platform, projectId, userId, accounts, force, hasInbox });
}

/** The issuers of two platforms never share an origin. A sandbox stands for all of them. */
function isIssuer({ platform, settings }: RegisteredPlatform, iss: string): boolean {
  const authorize = settings.hosts[platform.oauth.authorize.host] ?? '';
  return URL.canParse(iss) && URL.canParse(authorize) && new URL(iss).origin === new URL(authorize).origin;
}

/** Meta's login leaves `#_` behind the code, which a page that reads its own address may bring along. */
const withoutFragment = (code: string) => code.replace(/#_$/, '');
