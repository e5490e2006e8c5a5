import { jest } from '@jest/globals';
import { database, transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';

/** How Postgres goes about the statement that `work` sends and that contains `part`, where it may not read tables whole. */
export async function planOf(part: string, work: () => Promise<unknown>): Promise<string> {
  const queries = jest.spyOn(database(), 'query');
  let sent: unknown[] | undefined;
  try {
    await work();
    sent = queries.mock.calls.find(([sql]) => typeof sql === 'string' && sql.includes(part));
  } finally {
    queries.mockRestore();
  }
  if (!sent) throw new Error(`no statement has "${part}"`);
  const [sql, options] = sent as [string, { bind?: unknown[] }];
  return transaction(async () => {
    await rows(`select set_config('enable_seqscan', 'off', true) as off`);
    const plan = await rows<Record<string, string>>(`explain ${sql}`, options.bind ?? []);
    return plan.map((line) => line['QUERY PLAN']).join('\n');
  });
}
