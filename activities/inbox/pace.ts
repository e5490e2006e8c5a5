import { untilDue } from '../publishing/untilDue.ts';

/** Spaces out what leaves this worker, by name: so many a second, evenly. */
export function createPace() {
  const nextAt = new Map<string, number>();
  return {
    /** Waits for the turn of a call. @throws the signal's reason once it is aborted. */
    async turn(name: string, perSecond: number, signal: AbortSignal): Promise<void> {
      const now = performance.now();
      for (const [each, at] of nextAt) if (at < now) nextAt.delete(each);
      const at = Math.max(now, nextAt.get(name) ?? 0);
      nextAt.set(name, at + 1000 / perSecond);
      await untilDue(at - now, signal);
    },
  };
}
