import { CallFailed } from './backend.ts';
import type { Pending, Store } from './store.ts';

interface OutboxOptions {
  store: Store;
  /** Sends a message; a repeat of it is no second one. @throws {CallFailed} */
  send: (pending: Pending) => Promise<void>;
  /** Called whenever a message changed, or whether the server can be reached. */
  changed: () => void;
  /** Waits; sooner where `signal` says so. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * What the visitor wrote goes out in order, one after the other, again and again until the server has it; it survives
 * the page. What the server refuses for good is shown as failed, and holds up nothing.
 */
export function createOutbox({ store, send, changed, wait }: OutboxOptions) {
  let pending = store.read().pending.filter(({ state }) => state !== 'sent');
  /** What this page has ever held: another tab's messages stay in the store as they are. */
  const own = new Set(pending.map(({ id }) => id));
  let isReachable = true;
  let isSending = false;
  let hurry = new AbortController();

  const keep = (next: Pending[]) => {
    pending = next;
    for (const { id } of pending) own.add(id);
    const ofOthers = store.read().pending.filter(({ id }) => !own.has(id));
    store.change({ pending: [...ofOthers, ...pending.filter(({ state }) => state !== 'sent')] });
    changed();
  };
  const mark = (id: string, state: Pending['state']) =>
    keep(pending.map((each) => (each.id === id ? { ...each, state } : each)));
  const reach = (reachable: boolean) => {
    if (isReachable === reachable) return;
    isReachable = reachable;
    changed();
  };

  async function flush(): Promise<void> {
    if (isSending) return;
    isSending = true;
    let failures = 0;
    for (let next = firstWaiting(); next; next = firstWaiting()) {
      try {
        await send(next);
        failures = 0;
        reach(true);
        mark(next.id, 'sent');
      } catch (error) {
        const failure = error instanceof CallFailed ? error : new CallFailed(0);
        if (!failure.isPassing) {
          mark(next.id, 'failed');
          continue;
        }
        failures += 1;
        reach(false);
        hurry = new AbortController();
        await wait(Math.max(failure.retryAfterMs, Math.min(1000 * 2 ** failures, 30_000)), hurry.signal);
      }
    }
    isSending = false;
  }
  const firstWaiting = () => pending.find(({ state }) => state === 'waiting');

  return {
    get pending() {
      return pending;
    },
    get isReachable() {
      return isReachable;
    },
    add(message: Pending) {
      keep([...pending, message]);
      void flush();
    },
    retry: (id: string): void => {
      mark(id, 'waiting');
      void flush();
    },
    /** The server has shown that it has a message. */
    confirm(id: string) {
      if (pending.some((each) => each.id === id)) keep(pending.filter((each) => each.id !== id));
    },
    /** Tries at once what waits for the server. */
    wake() {
      hurry.abort();
      void flush();
    },
  };
}
