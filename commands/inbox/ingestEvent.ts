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
    for (const event of events) settled = await ingestOne(claimed, source, event);
    await settleEvent(claimed.id, source.projectId, settled);
  });
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
