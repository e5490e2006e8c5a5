import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from './logger.ts';

const connectWithinMs = 3_000;
const reconnectAfterMs = 1_000;

type Hint = (payload: string | null) => void;

/**
 * Calls `hint` with the payload of every NOTIFY on `channel`, and with null after each (re)connection, for what was missed
 * meanwhile. It connects again for ever; `stop` ends it at once, also while it connects.
 */
export function listen(
  databaseUrl: string,
  channel: 'outbox' | 'inbox' | 'live',
  hint: Hint,
  log: Logger,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  const running = (async () => {
    while (!signal.aborted) {
      try {
        await listenOnce(databaseUrl, channel, hint, signal);
        if (!signal.aborted) log.warn('the listening connection ended');
      } catch (error) {
        if (!signal.aborted) log.warn({ reason: (error as Error).message }, 'cannot listen to Postgres');
      }
      await pause(reconnectAfterMs, undefined, { signal }).catch(() => {});
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Listens over one connection, until it ends or is cut off by `signal`. @throws when it cannot. */
async function listenOnce(
  databaseUrl: string,
  channel: string,
  hint: Hint,
  signal: AbortSignal,
): Promise<void> {
  // Our own socket, for pg's end() waits for a server, which may never answer.
  const socket = new Socket();
  const cutOff = () => socket.destroy();
  signal.addEventListener('abort', cutOff);
  const client = new pg.Client({
    connectionString: databaseUrl,
    keepAlive: true,
    application_name: 'socialsync-listen',
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: connectWithinMs,
    stream: () => socket,
  });
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  client.on('error', () => {}); // 'end' follows, and is what counts
  client.on('notification', ({ payload = '' }) => hint(payload));
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    hint(null);
    await ended;
  } finally {
    signal.removeEventListener('abort', cutOff);
    cutOff();
  }
}
