import { cancellationSignal, heartbeat } from '@temporalio/activity';

/** Often enough for a heartbeat timeout of ten seconds. */
const everyMs = 2_000;

/**
 * Tells Temporal every two seconds that this worker lives, while `work` runs; not within its first `quietMs`, where the
 * workflow allows for that: a heartbeat costs the server as much as a step.
 */
export async function beating<Result>(work: () => Promise<Result>, quietMs = 0): Promise<Result> {
  let timer = setTimeout(() => {
    heartbeat();
    timer = setInterval(() => heartbeat(), everyMs);
  }, quietMs + everyMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Does `work` for each item, at most `limit` at once. The first error is thrown once what runs has ended; a cancelled
 * activity takes no further item.
 */
export async function inParallel<Item, Result>(
  items: Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const takeNext = async () => {
    for (const [place, item] of waiting) {
      cancellationSignal().throwIfAborted();
      results[place] = await work(item);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, takeNext));
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  return results;
}
