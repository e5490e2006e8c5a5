import { get, set } from 'idb-keyval';
import type { Store } from './store.ts';

interface VisitorKeyOptions {
  widgetId: string;
  store: Store;
  /** Asks the server for a new visitor. */
  make: () => Promise<string>;
}

export type VisitorKey = ReturnType<typeof createVisitorKey>;

/**
 * The visitor's key: one for all tabs of the site. They take turns to make it, and it is handed on by IndexedDB, for
 * what one tab writes to localStorage another one may read a while later. Where a page may have no IndexedDB, and
 * without TLS, where there are no locks, tabs that write their first message in the same moment may be two visitors.
 */
export function createVisitorKey({ widgetId, store, make }: VisitorKeyOptions) {
  const key = `socialsync-chat:${widgetId}`;
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
    'locks' in navigator ? navigator.locks.request(key, work) : work();
  const shared = () => get<string>(key).catch(() => undefined);
  const share = (token: string) => set(key, token).catch(() => {});

  return {
    /** The key to write with. @throws {CallFailed} where it must be made and cannot. */
    take: (): Promise<string> =>
      inTurn(async () => {
        const token = (await shared()) || store.read().token || (await make());
        await share(token);
        store.change({ token });
        return token;
      }),

    /** The server knows `refused` no more: unless another tab has made a new one, the next to take one makes it. */
    forget: (refused: string): Promise<void> =>
      inTurn(async () => {
        if ((await shared()) === refused) await share('');
        store.change({ token: null, hasConversation: false, seen: '0' });
      }),
  };
}
