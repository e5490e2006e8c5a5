import type { Logger } from '../runtime/logger.ts';
import { claimOutbox, settleOutbox } from '../commands/outbox.ts';
import { deliver, type Destination } from './deliver.ts';
import { listen } from './listen.ts';

/** NOTIFY is a hint that can be lost; this is the net under it. */
const pollEveryMs = 2_000;

export interface Dispatcher {
  /** Finishes what it delivers now, takes no more. */
  stop(): Promise<void>;
}

/**
 * Hands the outbox to Temporal: woken by NOTIFY within milliseconds, several dispatchers beside each other, each row
 * by one of them. What Temporal does not take now is tried again, for ever while it is down; what it refuses ten times
 * is put aside, where operators see it.
 */
export function startDispatcher(options: {
  destination: Destination;
  databaseUrl: string;
  log: Logger;
}): Dispatcher {
  const { destination, log } = options;
  let stopped = false;
  let wake = () => {};
  const listener = listen(options.databaseUrl, () => wake(), log);

  const running = (async () => {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        while (!stopped && (await deliverBatch()) > 0);
      } catch (error) {
        log.warn({ reason: (error as Error).message }, 'the outbox cannot be read');
      }
      if (!stopped) await Promise.race([woken, sleep(pollEveryMs)]);
    }
  })();

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

  return {
    async stop() {
      stopped = true;
      wake();
      await Promise.all([running, listener.stop()]);
    },
  };
}

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
