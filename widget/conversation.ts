import type { WidgetMessage } from '../contracts/widgets.ts';
import { CallFailed, type Backend } from './backend.ts';
import { createOutbox } from './outbox.ts';
import type { Pending, Store } from './store.ts';
import type { Language } from './texts.ts';
import type { VisitorKey } from './visitorKey.ts';

/** A hidden page listens no more after a while: browsers allow a site few open calls, and phones little battery. */
const hiddenMs = 60_000;

interface ConversationOptions {
  backend: Backend;
  store: Store;
  visitorKey: VisitorKey;
  visitor: { name?: string; email?: string };
  language: Language;
  /** Called whenever something that is shown changed. */
  changed: () => void;
}

/** The visitor's conversation as it is known here: what the server told of it, and what is still on its way there. */
export function createConversation({
  backend,
  store,
  visitorKey,
  visitor,
  language,
  changed,
}: ConversationOptions) {
  /** By their events' ids, which are in the order of the conversation. */
  const told = new Map<string, WidgetMessage>();
  let last = '0';
  /** Whose conversation that is: with another key begins another one. */
  let heardBy: string | null = null;
  let isListening = false;
  let isLost = false;
  let listening = new AbortController();
  let hurry = new AbortController();

  const outbox = createOutbox({ store, send, changed, wait });

  async function send({ id, text }: Pending): Promise<void> {
    const token = await visitorKey.take();
    const message = { visitor_token: token, message: text, client_message_id: id };
    try {
      await backend.send({ ...message, visitor_info: visitor, locale: language });
    } catch (error) {
      const isStranger = error instanceof CallFailed && error.status === 401;
      if (!isStranger) throw error;
      // The server knows this token no more: the next attempt is a new visitor's.
      await visitorKey.forget(token);
      throw new CallFailed(0);
    }
    store.change({ hasConversation: true });
    if (token !== heardBy) {
      hurry.abort();
      listening.abort();
    }
    void listen();
  }

  function hear(eventId: string, message: WidgetMessage): void {
    last = eventId;
    told.set(eventId, message);
    isLost = false;
    if (message.client_message_id) outbox.confirm(message.client_message_id);
    changed();
  }

  function forget(token: string): void {
    told.clear();
    last = '0';
    heardBy = token;
  }

  /** Listens for as long as the page is looked at; one call at a time. */
  async function listen(): Promise<void> {
    if (isListening) return;
    isListening = true;
    let failures = 0;
    for (;;) {
      const { token, hasConversation } = store.read();
      if (!token || !hasConversation || document.hidden) break;
      if (token !== heardBy) forget(token);
      listening = new AbortController();
      hurry = new AbortController();
      try {
        const open = { token, last, signal: listening.signal };
        const isThere = await backend.listen(open, hear, () => {
          failures = 0;
          setLost(false);
        });
        if (!isThere) break;
        await wait(500 + Math.random() * 1000, hurry.signal);
      } catch (error) {
        if (error instanceof CallFailed && !error.isPassing) break;
        failures += 1;
        if (failures > 1) setLost(!document.hidden);
        await wait(Math.min(1000 * 2 ** failures, 30_000), hurry.signal);
      }
    }
    isListening = false;
  }
  const setLost = (lost: boolean) => {
    if (isLost === lost) return;
    isLost = lost;
    changed();
  };

  /** The server may be reached again: everything that waits for it is tried now. */
  const wake = () => {
    hurry.abort();
    outbox.wake();
    void listen();
  };
  let leaving: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(() => listening.abort(), hiddenMs);
    else wake();
  });
  window.addEventListener('online', wake);

  return {
    get messages(): WidgetMessage[] {
      return [...told.values()];
    },
    get pending(): Pending[] {
      return outbox.pending;
    },
    get isOffline(): boolean {
      return isLost || !outbox.isReachable;
    },
    /** How many messages of the shop the visitor has not seen. */
    get unread(): number {
      const seen = Number(store.read().seen);
      return [...told].filter(([id, { from }]) => from !== 'visitor' && Number(id) > seen).length;
    },
    write(text: string): void {
      outbox.add({ id: newId(), text, at: new Date().toISOString(), state: 'waiting' });
    },
    retry: outbox.retry,
    /** The visitor has all that is here before their eyes. */
    see(): void {
      const { seen, token } = store.read();
      if (document.hidden || Number(last) <= Number(seen)) return;
      const read = [...told].findLast(([id, { from }]) => from !== 'visitor' && Number(id) > Number(seen));
      store.change({ seen: last });
      // Only the shop wants to know: that it does not learn of it once is no matter.
      if (token && read) backend.tellSeen(token, read[1].id).catch(() => {});
    },
    start: wake,
  };
}

/** A version 4 UUID. Pages without TLS have no crypto.randomUUID. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Waits so many ms, or until `signal` is aborted. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
