/** Node's timers hold no longer. */
const longestTimerMs = 2 ** 31 - 1;

/** Waits so many ms, by a clock that nobody sets. @throws the signal's reason once it is aborted. */
export function untilDue(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const abandon = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', abandon);
        resolve();
      },
      Math.min(ms, longestTimerMs),
    );
    signal.addEventListener('abort', abandon, { once: true });
  });
}
