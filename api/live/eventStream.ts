import { Readable } from 'node:stream';
import type { Live } from './live.ts';

/** One server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html. */
export interface ServerEvent {
  /** What Last-Event-ID names when the client comes again. */
  id?: string;
  event: string;
  /** JSON. */
  data: unknown;
}

/** Proxies drop what says nothing for a minute, and some for half of one. */
const heartbeatMs = 20_000;
/** Then the client comes again, and may meet another process, or learn that it may not any more. */
const longestMs = 15 * 60_000;

export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // nginx would gather events before it passes them on.
  'X-Accel-Buffering': 'no',
};

interface EventStream {
  live: Live;
  topic: string;
  /**
   * What there is to tell since the last call; null where nothing may be told any more. It is called at once, when
   * something about the topic happened, and at every heartbeat.
   */
  read: () => Promise<ServerEvent[] | null>;
  /** Asked after each reading: when to read again though nothing happens; null for not so soon. */
  lookAgainAfterMs?: () => number | null;
  /** Called once, when the stream has ended. */
  ended?: () => void;
}

/** The body of an answer that tells of a topic for as long as the client listens. */
export function eventStream({
  live,
  topic,
  read,
  lookAgainAfterMs = () => null,
  ended,
}: EventStream): Readable {
  const until = Date.now() + longestMs;
  const bell = createBell();
  let isEnding = false;
  const end = () => {
    isEnding = true;
    bell.ring();
  };
  // Before the first look, so that nothing happens unheard between the two.
  const unsubscribe = live.subscribe(topic, bell.ring, end);
  let rung = Promise.resolve();

  async function next(): Promise<string | null> {
    await rung;
    if (isEnding || Date.now() > until) return null;
    rung = bell.next();
    const events = await read();
    if (events === null) return null;
    const soon = lookAgainAfterMs();
    if (soon !== null) setTimeout(bell.ring, soon);
    return events.length > 0 ? events.map(write).join('') : ': still here\n\n';
  }
  // Asked for the next piece only while the client takes what there is.
  const body = new Readable({
    read() {
      next().then(
        (piece) => body.push(piece),
        (error: Error) => body.destroy(error),
      );
    },
    destroy(error, done) {
      unsubscribe();
      end();
      ended?.();
      done(error);
    },
  });
  return body;
}

const write = ({ id, event, data }: ServerEvent) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Rings when it is rung, and by itself after a heartbeat. */
function createBell() {
  let ring = () => {};
  return {
    ring: () => ring(),
    /** The next time it rings from now on. */
    next(): Promise<void> {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, heartbeatMs).unref();
        ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
