import { listen } from '../../runtime/listen.ts';
import type { Logger } from '../../runtime/logger.ts';

/** What happens in the database at this moment, told to whoever asked. */
export interface Live {
  /**
   * Calls `hear` when something about `topic` has committed, and when that may have been missed: it is a hint to read
   * again, and brings nothing itself. Returns what ends it. `end` is called when the process stops.
   */
  subscribe(topic: string, hear: () => void, end: () => void): () => void;
  /** Ends everything that listens, so that no open answer keeps the process from stopping. */
  close(): Promise<void>;
}

interface Listener {
  hear: () => void;
  end: () => void;
}

/**
 * One connection of this process listens on the channel `live`; a NOTIFY's payload is its topic, as
 * `conversation/<id>` by the trigger on messages.
 */
export function createLive(databaseUrl: string, log: Logger): Live {
  const topics = new Map<string, Set<Listener>>();
  const all = () => [...topics.values()].flatMap((listeners) => [...listeners]);
  const connection = listen(
    databaseUrl,
    'live',
    (topic) => {
      const concerned = topic === null ? all() : [...(topics.get(topic) ?? [])];
      for (const { hear } of concerned) hear();
    },
    log,
  );
  return {
    subscribe(topic, hear, end) {
      const listener = { hear, end };
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    async close() {
      for (const { end } of all()) end();
      await connection.stop();
    },
  };
}
