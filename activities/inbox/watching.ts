import { log } from '@temporalio/activity';
import { finishWatch } from '../../commands/inbox/finishWatch.ts';
import { ingestMessage } from '../../commands/inbox/ingestMessage.ts';
import type { Channel, Source } from '../../commands/inbox/source.ts';
import type { InboundMessage } from '../../contracts/inbound.ts';
import { findDueInboxes, findWatchedInbox, keepWatch, type WatchedInbox } from '../../db/inboxWatches.ts';
import { missingFor } from '../../platforms/permissions.ts';
import type { Registry } from '../../platforms/registry.ts';
import { beating, inParallel } from '../beating.ts';
import { describeFailure } from '../readAccount.ts';
import type { TokenKeeper } from '../tokenKeeper.ts';

const minute = 60_000;
/** A webhook may take so long: what is younger has not been missed yet. */
const underWayMs = 2 * minute;
/** By how much the platform's clock and ours may differ, and lists be behind. */
const overlapMs = 60 * minute;
const batchSize = 50;
const atOnce = 5;

export interface WatchDependencies {
  tokens: TokenKeeper;
  platforms: Registry;
  now: () => Date;
}

/** What a look at an inbox found. */
type WatchOutcome = 'no inbox' | 'subscribed' | 'renewed' | 'not reached';

export const createWatchActivities = ({ tokens, platforms, now }: WatchDependencies) => {
  /** Looks after one inbox. A platform's failure is an outcome: the next look is in an hour. */
  async function watch(inbox: WatchedInbox): Promise<WatchOutcome> {
    const checkedAt = now();
    const knownUntil = inbox.completeUntil ?? checkedAt;
    const registered = platforms.find(inbox.platform);
    const clientId = registered?.settings.clientId ?? '';
    // What its person did not allow is no fault of the account: nothing is asked for.
    if (registered && missingFor(registered.platform, 'messages', inbox.scopes).length > 0) {
      await keepWatch(inbox.id, { checkedAt, completeUntil: knownUntil, problem: 'permission_missing' });
      return 'no inbox';
    }
    try {
      const { state, missed } = await tokens.withFreshToken(inbox.id, async ({ platform, call }) => {
        const { messages } = platform;
        const state = (await messages?.ensureSubscribed?.(call, clientId)) ?? ('no inbox' as const);
        const since = new Date(knownUntil.getTime() - overlapMs);
        const missed = inbox.completeUntil ? await messages?.history?.(call, since) : undefined;
        return { state, missed: missed ?? null };
      });
      const completeUntil = new Date(checkedAt.getTime() - underWayMs);
      const recovered = missed && (await recover(inbox, missed, completeUntil));
      const isGap = inbox.completeUntil && (recovered === null ? state === 'renewed' : recovered > 0);
      const since = inbox.lastEventAt ?? knownUntil;
      const gap = isGap ? { since, until: checkedAt, recovered: recovered ?? 0 } : null;
      await finishWatch(inbox, { checkedAt, completeUntil }, gap);
      return state;
    } catch (error) {
      const { code } = describeFailure(error);
      if (code === 'unexpected') log.error('an inbox could not be looked at', { error, inbox: inbox.id });
      await keepWatch(inbox.id, { checkedAt, completeUntil: knownUntil, problem: code });
      return 'not reached';
    }
  }

  /** Writes those messages that no webhook told of, oldest first; how many. */
  async function recover(inbox: WatchedInbox, found: InboundMessage[], until: Date): Promise<number> {
    const source: Source = {
      channel: inbox.platform as Channel,
      scopeId: inbox.id,
      accountId: inbox.externalId,
      projectId: inbox.projectId,
      appId: platforms.find(inbox.platform)?.settings.clientId ?? null,
    };
    let added = 0;
    for (const message of found.toReversed().filter(({ at }) => at < until)) {
      const settled = await ingestMessage(source, message);
      if (settled.added) added += 1;
    }
    return added;
  }

  return {
    /** Looks after the inbox of one connection, if it has any. */
    async watchOneInbox(connectionId: string): Promise<WatchOutcome> {
      const inbox = await findWatchedInbox(connectionId);
      return inbox ? beating(() => watch(inbox)) : 'no inbox';
    },

    /** Looks after the next inboxes that are due; how many there were. */
    async watchNextInboxes(): Promise<number> {
      const withInbox = platforms.all().filter(({ platform }) => platform.messages);
      const names = withInbox.map(({ platform }) => platform.id);
      const due = await findDueInboxes(names, now(), batchSize);
      await beating(() => inParallel(due, atOnce, watch));
      return due.length;
    },
  };
};
