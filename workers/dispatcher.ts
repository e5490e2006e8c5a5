import type { Logger } from '../runtime/logger.ts';
import { claimOutbox, settleOutbox } from '../commands/outbox.ts';
import { deliver, type Destination } from './deliver.ts';
import { drain, type Drain } from './drain.ts';

/**
 * Hands the outbox to Temporal: woken by NOTIFY within milliseconds, several dispatchers beside each other, each row
 * by one of them. What Temporal does not take now is tried again, for ever while it is down; what it refuses ten times
 * is put aside, where operators see it.
 */
export function startDispatcher(options: {
  destination: Destination;
  databaseUrl: string;
  log: Logger;
}): Drain {
  const { destination, databaseUrl, log } = options;

  async function deliverBatch(): Promise<number> {
    const claimed = await claimOutbox();
    if (claimed.length === 0) return 0;
    const outcomes = await Promise.all(claimed.map((entry) => deliver(destination, entry)));
    await settleOutbox(outcomes);
    const failed = outcomes.filter(({ error }) => error);
    if (failed.length > 0)
      log.warn({ failed: failed.length, reason: failed[0]?.error }, 'Temporal did not take all');
    return claimed.length - failed.length;
  }

  return drain({
    channel: 'outbox',
    workBatch: deliverBatch,
    trouble: 'the outbox cannot be read',
    databaseUrl,
    log,
  });
}
