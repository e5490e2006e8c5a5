import { batchIdentity } from '../../commands/batches/sealing.ts';
import { failRest } from '../../commands/batches/settleItems.ts';
import { holdsOfApp } from '../../commands/connections/holdCalls.ts';
import type { BatchSubject } from '../../db/batches.ts';
import type { Vault } from '../../db/vault.ts';
import { NeedsReauthorization, PermissionMissing, RateLimited, Unavailable } from '../../platforms/errors.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
import type { Messaging } from '../../platforms/messaging.ts';
import type { AccountCall } from '../../platforms/credentials.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';

/** A batch of which nothing came to an end for so long is given up: whoever ordered it has no use for it much later. */
const longestStallMs = 60 * 60_000;
/** Before a platform is asked again that did not say for how long it throttles. */
const usualHoldMs = 60_000;
/** Before one is tried again that could not be reached: the longer, the longer that lasts. */
const unreachableMs = { shortest: 1_000, longest: 60_000 };

/** What a batch's messages are sent with. */
export interface BatchAccount {
  messaging: Messaging;
  call: AccountCall;
}

export interface BatchAccountDependencies {
  tokens: TokenKeeper;
  platforms: Registry;
  vault: Vault;
}

/** The accounts that batches are sent from: opened by the token that came with a batch, or by the project's connection. */
export function createBatchAccounts({ tokens, platforms, vault }: BatchAccountDependencies) {
  /** @throws {NeedsReauthorization | RateLimited | Unavailable} while the account cannot be called. */
  async function open(batch: BatchSubject): Promise<BatchAccount> {
    if (batch.isProjectDeleted) throw new NeedsReauthorization('the project was deleted');
    const registered = platforms.find(batch.channel);
    const messaging = registered?.platform.messages;
    if (!registered || !messaging || registered.settings.state === 'missing')
      throw new Unavailable(`${batch.channel} is not configured`, 'not sent');
    if (batch.tokenEncrypted) {
      const accessToken = vault.open(batch.tokenEncrypted, batchIdentity(batch.id));
      const { http } = heldCalls({ registered, ...(await holdsOfApp(batch.channel)) });
      return { messaging, call: { http, accessToken, externalId: batch.accountId } };
    }
    if (!batch.connectionId) throw new NeedsReauthorization('there is no connection');
    return { messaging, call: (await tokens.openAccount(batch.connectionId)).call };
  }

  /**
   * What follows where an account takes no more: in how many ms it is tried again, now with another token, later, or
   * never: then the rest of the batch fails. @throws what no platform threw.
   */
  async function afterStop(batch: BatchSubject, reason: unknown, usedToken: string | null): Promise<number> {
    if (reason instanceof NeedsReauthorization) return afterRefusedToken(batch, reason, usedToken);
    const waitMs = waitAfter(reason, batch.stalledMs);
    if (waitMs === null) throw reason;
    if (batch.stalledMs + waitMs <= longestStallMs) return waitMs;
    const code = reason instanceof RateLimited ? 'rate_limited' : 'not_reached';
    await failRest(batch.id, code, (reason as Error).message);
    return 0;
  }

  async function afterRefusedToken(
    batch: BatchSubject,
    refusal: NeedsReauthorization,
    usedToken: string | null,
  ): Promise<number> {
    if (batch.tokenEncrypted || !batch.connectionId) {
      const code = batch.tokenEncrypted ? 'given_token_refused' : 'needs_reauth';
      await failRest(batch.id, code, refusal.message);
      return 0;
    }
    try {
      await tokens.replaceRefused(batch.connectionId, refusal, usedToken);
      return 0;
    } catch (error) {
      if (!(error instanceof NeedsReauthorization)) return afterStop(batch, error, usedToken);
      const code = refusal instanceof PermissionMissing ? 'permission_missing' : 'needs_reauth';
      await failRest(batch.id, code, refusal.message);
      return 0;
    }
  }

  return { open, afterStop };
}

/** Null for what is no failure of a platform. */
function waitAfter(reason: unknown, stalledMs: number): number | null {
  if (reason instanceof RateLimited) return reason.retryAfterMs ?? usualHoldMs;
  if (!(reason instanceof Unavailable)) return null;
  return Math.min(unreachableMs.longest, Math.max(unreachableMs.shortest, stalledMs / 2));
}
