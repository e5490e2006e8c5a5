import type { InboundEvent } from '../../contracts/inbound.ts';
import { transaction } from '../../db/connection.ts';
import { settleEvent, type ClaimedEvent, type Settlement } from './eventQueue.ts';
import { ingestChange, ingestRead } from './ingestChange.ts';
import { ingestMessage } from './ingestMessage.ts';
import { ingestStatus } from './ingestStatus.ts';
import type { Source } from './source.ts';

/** Does what an update says, and writes down that it was done, in one transaction. Done twice, it is done once. */
export function ingestEvent(claimed: ClaimedEvent, source: Source, events: InboundEvent[]): Promise<void> {
  return transaction(async () => {
    let settled: Settlement = { state: 'ignored', reason: 'it says nothing' };
    for (const event of events)
      settled = await ingestOne(claimed, source, boundTimes(event, claimed.receivedAt));
    await settleEvent(claimed.id, source.projectId, settled);
  });
}

/** So much another clock may be ahead of ours. */
const skewMs = 60_000;

/**
 * What a platform tells has happened before we hear of it. A time far ahead of that would keep a conversation on top, and
 * its window open, for as long: it, and what is no time at all, counts as the time at which we were told.
 */
function boundTimes(event: InboundEvent, receivedAt: Date): InboundEvent {
  const bounded = (at: Date) => (at.getTime() <= receivedAt.getTime() + skewMs ? at : receivedAt);
  if (event.kind === 'ignored') return event;
  return event.kind === 'read'
    ? { ...event, until: bounded(event.until) }
    : { ...event, at: bounded(event.at) };
}

function ingestOne(claimed: ClaimedEvent, source: Source, event: InboundEvent): Promise<Settlement> {
  switch (event.kind) {
    case 'message':
      return ingestMessage(source, event, { waitedMs: Date.now() - claimed.receivedAt.getTime() });
    case 'status':
      return ingestStatus(source, event);
    case 'read':
      return ingestRead(source, event);
    case 'edited':
    case 'unsent':
    case 'reaction':
      return ingestChange(source, event);
    case 'ignored':
      return Promise.resolve({ state: 'ignored', reason: event.reason });
  }
}
