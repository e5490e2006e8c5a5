import type { InboundEvent } from '../contracts/inbound.ts';
import {
  claimEvents,
  failEvent,
  putOffEvent,
  releaseEvents,
  settleEvent,
  type ClaimedEvent,
} from '../commands/inbox/eventQueue.ts';
import { ingestEvent } from '../commands/inbox/ingestEvent.ts';
import type { Channel, Source } from '../commands/inbox/source.ts';
import { readBody, storeEvents } from '../commands/inbox/storeEvents.ts';
import { isDatabaseTrouble } from '../db/failures.ts';
import { findInboxAccount } from '../db/inboxEvents.ts';
import type { Messaging } from '../platforms/messaging.ts';
import type { Registry } from '../platforms/registry.ts';
import type { Logger } from '../runtime/logger.ts';
import { drain, type Drain } from './drain.ts';
import { intoLanes } from './intoLanes.ts';

/** Conversations that are worked on at once: each takes a connection to Postgres. */
const lanes = 4;
/** What was claimed is begun within this time, before another reader takes it. */
const claimMs = 20_000;

interface ReaderOptions {
  platforms: Registry;
  databaseUrl: string;
  log: Logger;
}

/** An update with what it means. */
interface Understood {
  claimed: ClaimedEvent;
  events: InboundEvent[];
}

/**
 * Reads the inbox: woken by NOTIFY within milliseconds, several readers beside each other, each update by one of them,
 * those of one person in the order they came. A bad one holds up that person alone: it is tried five times, then put
 * aside.
 */
export function startInboxReader({ platforms, databaseUrl, log }: ReaderOptions): Drain {
  async function readBatch(): Promise<number> {
    const until = performance.now() + claimMs;
    const claimed = await claimEvents();
    const accountOf = rememberAccounts();
    const understood: Understood[] = [];
    for (const each of claimed) {
      const events = await guarded(each, () => understand(each));
      if (events) understood.push({ claimed: each, events });
    }
    const people = intoLanes(understood, namesOf).values();
    const work = async () => {
      for (const ofOne of people) await readInOrder(ofOne, until, accountOf);
    };
    await Promise.all(Array.from({ length: lanes }, work));
    return claimed.length;
  }

  /** Reads what is about one person; what follows a failure, or is begun too late, waits. */
  async function readInOrder(ofOne: Understood[], until: number, accountOf: AccountLookup): Promise<void> {
    for (const [place, each] of ofOne.entries()) {
      const isLate = performance.now() > until;
      const isRead = !isLate && (await guarded(each.claimed, () => ingest(each, accountOf)));
      if (isRead) continue;
      const rest = ofOne.slice(isLate ? place : place + 1).map(({ claimed }) => claimed);
      if (rest.length > 0) await releaseEvents(rest);
      return;
    }
  }

  /** What an update means; null when that was all there is to do with it. */
  async function understand(claimed: ClaimedEvent): Promise<InboundEvent[] | null> {
    const webhooks = platforms.find(claimed.channel)?.platform.messages?.webhooks;
    if (!webhooks) throw new Error(`there is no channel ${claimed.channel}`);
    if (claimed.wholeBody) return splitAgain(claimed, webhooks);
    const events = webhooks.parse(claimed.payload);
    if (!events)
      await settleEvent(claimed.id, null, { state: 'quarantined', reason: 'the update is not understood' });
    return events;
  }

  /** A body that was not understood when it came, tried again: by now it may be. */
  async function splitAgain(claimed: ClaimedEvent, webhooks: Messaging['webhooks']): Promise<null> {
    const items = webhooks.split(readBody(claimed.payload));
    if (items) await storeEvents(claimed.channel, items);
    await settleEvent(
      claimed.id,
      null,
      items
        ? { state: 'processed', conversationId: null }
        : { state: 'quarantined', reason: 'the body is not understood' },
    );
    return null;
  }

  async function ingest({ claimed, events }: Understood, accountOf: AccountLookup): Promise<true> {
    const { channel, accountId } = claimed;
    const account = accountId === null ? null : await accountOf(channel, accountId);
    if (!account || accountId === null) {
      const [first] = events;
      const reason =
        first?.kind === 'ignored' ? first.reason : `nobody has connected the account ${accountId ?? ''}`;
      await settleEvent(claimed.id, null, { state: 'ignored', reason });
      return true;
    }
    const source: Source = {
      channel: channel as Channel,
      scopeId: account.id,
      accountId,
      projectId: account.projectId,
      appId: platforms.find(channel)?.settings.clientId ?? null,
    };
    await ingestEvent(claimed, source, events);
    return true;
  }

  /** Does something about one update; when it fails, that is written down, and the others go on. */
  async function guarded<Result>(claimed: ClaimedEvent, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      const { message } = error as Error;
      log.warn({ event: claimed.id, channel: claimed.channel, reason: message }, 'an update failed');
      await (isDatabaseTrouble(error) ? putOffEvent : failEvent)(claimed.id, message);
      return null;
    }
  }

  return drain({
    channel: 'inbox',
    workBatch: readBatch,
    trouble: 'the inbox cannot be read',
    databaseUrl,
    log,
  });
}

type AccountLookup = typeof findInboxAccount;

/** Asks for each account once, for as long as a batch lasts. */
function rememberAccounts(): AccountLookup {
  const known = new Map<string, ReturnType<AccountLookup>>();
  return (channel, accountId) => {
    const key = `${channel}/${accountId}`;
    const found = known.get(key) ?? findInboxAccount(channel, accountId);
    known.set(key, found);
    return found;
  };
}

/** Whom or what an update is about: a person by all ids that it tells, else a message. */
function namesOf({ claimed, events }: Understood): string[] {
  const names = events.flatMap((event) => {
    if (event.kind === 'message') return [event.contactId, ...event.aliases];
    if (event.kind === 'ignored') return [];
    return 'contactId' in event ? [event.contactId] : [event.messageId];
  });
  return names.length > 0
    ? names.map((name) => `${claimed.channel}/${claimed.accountId ?? ''}/${name}`)
    : [claimed.id];
}
