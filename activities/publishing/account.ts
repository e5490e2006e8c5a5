import { holdsOfApp } from '../../commands/connections/holdCalls.ts';
import { publicationIdentity } from '../../commands/ledger/sealing.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import type { Vault } from '../../db/vault.ts';
import { NeedsReauthorization, Rejected, Unavailable } from '../../platforms/errors.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';
import type { PublishingAccount } from './commitOnce.ts';

export interface AccountDependencies {
  platforms: Registry;
  tokens: TokenKeeper;
  vault: Vault;
}

/**
 * Opens the accounts that posts go to: a connection's by the token keeper, or one whose token came with a request and
 * serves that post alone.
 */
export function createAccounts({ platforms, tokens, vault }: AccountDependencies) {
  async function open(subject: PublicationSubject): Promise<PublishingAccount> {
    if (subject.connectionId) return publishing(await tokens.openAccount(subject.connectionId));
    const registered = platforms.find(subject.platform);
    if (!registered || registered.settings.state === 'missing')
      throw new Unavailable(`${subject.platform} is not configured`, 'not sent');
    if (!subject.tokenEncrypted) throw new NeedsReauthorization('there is no token any more');
    const accessToken = vault.open(subject.tokenEncrypted, publicationIdentity(subject.id, 'token'));
    const { http } = heldCalls({ registered, ...(await holdsOfApp(subject.platform)) });
    return publishing({
      platform: registered.platform,
      call: { http, accessToken, externalId: subject.accountId },
    });
  }

  /**
   * After a platform refused the token of `account`: gets another one. `account`: null when it could not be opened.
   * @throws {NeedsReauthorization} when there is none, which the connection then says.
   */
  async function replaceRefused(
    subject: PublicationSubject,
    account: PublishingAccount | null,
    refusal: NeedsReauthorization,
  ): Promise<void> {
    if (!subject.connectionId) throw refusal;
    await tokens.replaceRefused(subject.connectionId, refusal, account?.call.accessToken ?? null);
  }

  return {
    /** @throws the four failures of a platform. */
    open,
    replaceRefused,
    /** The same, as an answer: false when a person is needed. What else keeps a token from coming passes. */
    canReplace: (
      subject: PublicationSubject,
      account: PublishingAccount | null,
      refusal: NeedsReauthorization,
    ): Promise<boolean> =>
      replaceRefused(subject, account, refusal).then(
        () => true,
        (error: unknown) => !(error instanceof NeedsReauthorization),
      ),
    /** How long after a call a platform may still not show its post. */
    visibleWithinMs: ({ platform }: PublicationSubject): number =>
      platforms.find(platform)?.platform.publish?.visibleWithinMs ?? 0,
    /** How stale may be what the platform shows. */
    staleForMs: ({ platform }: PublicationSubject): number =>
      platforms.find(platform)?.platform.publish?.staleForMs ?? 0,
  };
}

/**
 * The step of the ledger after a refused token: a post waits for its connection; one that brought its token with it has
 * nothing to wait for.
 */
export const whenTokenRefused = ({ connectionId }: PublicationSubject) =>
  connectionId
    ? ({ event: 'unauthorised', code: 'needs_reauth' } as const)
    : ({ event: 'refused', code: 'given_token_refused' } as const);

export type Accounts = ReturnType<typeof createAccounts>;

function publishing({
  platform,
  call,
}: {
  platform: Platform;
  call: PublishingAccount['call'];
}): PublishingAccount {
  const { publish } = platform;
  if (!publish) throw new Rejected(`${platform.name} cannot be published to`, 'cannot_publish');
  return { platform: { ...platform, publish }, call };
}
