import { DatabaseError, UniqueConstraintError } from 'sequelize';

/** Batches of one kind on their way at once: while one is written, the next gathers. */
const batchesAtOnce = 2;
const largestBatch = 100;

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result | Promise<Result>) => void;
  reject: (error: unknown) => void;
}

/**
 * Does for many callers by one piece of work what each would do by one of its own: a statement for a hundred rows costs
 * little more than one for a single row. Who comes alone does not wait. `work` returns a result for each item, or the
 * promise of one. Where Postgres refused what one of many brought, and so wrote nothing, it is done again for each
 * alone, so that none suffers for another.
 */
export function inBatches<Item, Result>(work: (items: Item[]) => Promise<(Result | Promise<Result>)[]>) {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  async function settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, place) => resolve(results[place] as Result | Promise<Result>));
    } catch (error) {
      if (batch.length > 1 && isRefusal(error)) await Promise.all(batch.map((each) => settle([each])));
      else for (const { reject } of batch) reject(error);
    }
  }

  async function workOff(): Promise<void> {
    while (waiting.length > 0) await settle(waiting.splice(0, largestBatch));
    running -= 1;
  }

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running >= batchesAtOnce) return;
      running += 1;
      // What is asked for in the same turn of the event loop goes together.
      setImmediate(() => void workOff());
    });
}

/** What Postgres refused as wrong data, or rolled back for another's sake; not a connection that broke. */
function isRefusal(error: unknown): boolean {
  if (error instanceof UniqueConstraintError) return true;
  const state = error instanceof DatabaseError ? (error.parent as { code?: string }).code : undefined;
  return state !== undefined && /^(22|23|40)...$/.test(state);
}
