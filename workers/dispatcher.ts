import pg from 'pg';
import type { Logger } from '../runtime/logger.ts';
import { claimOutbox, settleOutbox } from '../commands/outbox.ts';
import { deliver, type Destination } from './deliver.ts';

/** NOTIFY is a hint that can be lost; this is the net under it. */
const pollEveryMs = 2_000;
const reconnectAfterMs = 1_000;

export interface Dispatcher {
  /** Finishes what it delivers now, takes no more. */
  stop(): Promise<void>;
}

/**
 * Hands the outbox to Temporal: woken by NOTIFY within milliseconds, several dispatchers beside each other, each row
 * by one of them. What Temporal does not take now is tried again, for ever while it is down; what it refuses is given
 * up after ten attempts, and kept for an operator.
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
      await running;
      await listener.stop();
    },
  };
}

/** Calls `hint` at every NOTIFY on `outbox`, and once after each (re)connection, for what was missed meanwhile. */
function listen(databaseUrl: string, hint: () => void, log: Logger): Dispatcher {
  let stopped = false;
  let client: pg.Client | undefined;

  const running = (async () => {
    while (!stopped) {
      client = new pg.Client({
        connectionString: databaseUrl,
        keepAlive: true,
        application_name: 'socialsync-listen',
      });
      const ended = new Promise<void>((resolve) => client?.once('end', resolve));
      client.on('error', (error) => log.warn({ reason: error.message }, 'the listening connection broke'));
      client.on('notification', hint);
      try {
        await client.connect();
        await client.query('listen outbox');
        hint();
        await ended;
      } catch (error) {
        log.warn({ reason: (error as Error).message }, 'cannot listen to Postgres');
      }
      if (!stopped) await sleep(reconnectAfterMs);
    }
  })();

  return {
    async stop() {
      stopped = true;
      await client?.end().catch(() => {});
      await running;
    },
  };
}

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
