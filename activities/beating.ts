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
 * Does `work` for each item, at most `limit` at once. One that fails keeps no other from its turn: the first error is
 * thrown once all are done. A cancelled activity takes no further item.
 */
export async function inParallel<Item, Result>(
  items: Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const errors: unknown[] = [];
  const waiting = items.entries();
  const takeNext = async () => {
    for (const [place, item] of waiting) {
      if (cancellationSignal().aborted) return;
      try {
        results[place] = await work(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeNext));
  cancellationSignal().throwIfAborted();
  if (errors.length > 0) throw errors[0];
  return results;
}
