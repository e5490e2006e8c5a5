import type { Store } from '../../store.ts';

/** How long a fresh post is missing in lists, unless control says otherwise: they are read from copies. */
const defaultHiddenMs = 500;

/** For how long, in milliseconds, a platform's lists do not show a fresh post yet. */
export const hiddenMsOf = (store: Store, platform: string): number =>
  store.all<{ hidden_ms: number }>('select hidden_ms from social_visibility where platform = ?', platform)[0]
    ?.hidden_ms ?? defaultHiddenMs;

export const setHiddenMs = (store: Store, platform: string, hiddenMs: number): void =>
  void store.run(
    'insert or replace into social_visibility (platform, hidden_ms) values (?, ?)',
    ...[platform, hiddenMs],
  );
