import { setTimeout as pause } from 'node:timers/promises';

/**
 * Calls `work` at a steady rate, whether or not those before have ended. Returns how long each took, in ms, counted from
 * when it was due: a pause of whoever is called makes all calls slow that fall into it.
 */
export async function steadily(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  work: (place: number) => Promise<void>,
): Promise<number[]> {
  const began = performance.now();
  const running: Promise<number>[] = [];
  for (let place = 0; place < perSecond * seconds; place += 1) {
    const due = began + (place * 1000) / perSecond;
    const aheadMs = due - performance.now();
    if (aheadMs > 0) await pause(aheadMs);
    running.push(work(place).then(() => performance.now() - due));
  }
  return Promise.all(running);
}
