import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../support/apiClient.ts';
import type { TestSandbox } from '../support/testSandbox.ts';

const attempts = 10;
const againMs = 100;

/** Asks control for a list: see sandbox/README.md. */
export const ask = ({ url }: TestSandbox, what: string): Promise<Json[]> =>
  insisting(async () => (await (await fetch(`${url}/control/${what}`)).json()) as Json[]);

/** Nothing shall go wrong any more. */
export const clearFaults = ({ url }: TestSandbox): Promise<unknown> =>
  insisting(() => fetch(`${url}/control/faults`, { method: 'DELETE' }));

/** Repeats an order whose connection was closed while it rested: what it did twice does no harm here. */
export async function insisting<Result>(order: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await order();
    } catch (error) {
      if (!isUnanswered(error) || attempt === attempts) throw error;
    }
    await pause(againMs);
  }
}

/** Whether nobody answered: fetch says so by a TypeError, which in a test is of another realm than ours. */
export const isUnanswered = (error: unknown): boolean => (error as Error).name === 'TypeError';
