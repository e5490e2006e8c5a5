import type { Store } from '../store.ts';

export const daySeconds = 86_400;
export const dayMs = daySeconds * 1000;

/** What the sandbox holds for now, in milliseconds since 1970: real time plus what the clock was advanced by. */
export const nowOf = (store: Store): number => Date.now() + offsetOf(store);

const offsetOf = (store: Store): number =>
  store.all<{ offset_ms: number }>('select offset_ms from social_clock')[0]?.offset_ms ?? 0;

/** How the clock stands, and by how many seconds it is ahead of real time. */
export const readClock = (store: Store): { now: string; aheadSeconds: number } => ({
  now: new Date(nowOf(store)).toISOString(),
  aheadSeconds: offsetOf(store) / 1000,
});

/** Moves the clock forward; it keeps going from there, also over a restart. */
export function advanceClock(store: Store, seconds: number): void {
  const offset = offsetOf(store) + Math.round(seconds * 1000);
  store.run('insert or replace into social_clock (id, offset_ms) values (1, ?)', offset);
}

/** Back to real time. Tokens that were issued in the future stay, and live all the longer. */
export const resetClock = (store: Store): void => void store.run('delete from social_clock');
