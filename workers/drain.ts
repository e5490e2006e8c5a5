import { listen } from '../runtime/listen.ts';
import type { Logger } from '../runtime/logger.ts';

/** NOTIFY is a hint that can be lost; this is the net under it. */
const pollEveryMs = 2_000;

export interface Drain {
  /** Finishes what it works on now, takes no more. */
  stop(): Promise<void>;
}

/**
 * Empties a table of work: calls `workBatch` until it says that it got nothing done, then waits for NOTIFY on `channel`,
 * or some seconds. An error of it is logged as `trouble`, and it is called again. Several of them may run beside each
 * other, in several processes, where each batch is claimed.
 */
export function drain(options: {
  channel: 'outbox' | 'inbox';
  workBatch: () => Promise<number>;
  trouble: string;
  databaseUrl: string;
  log: Logger;
}): Drain {
  const { channel, workBatch, trouble, databaseUrl, log } = options;
  let stopped = false;
  let wake = () => {};
  const listener = listen(databaseUrl, channel, () => wake(), log);

  const running = (async () => {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        while (!stopped && (await workBatch()) > 0);
      } catch (error) {
        log.warn({ reason: (error as Error).message }, trouble);
      }
      if (!stopped) await Promise.race([woken, sleep(pollEveryMs)]);
    }
  })();

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
