import autocannon from 'autocannon';
import { row } from '../db/query.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { benchEnvironment, startBenchDatabase } from './support/world.ts';
import { startProcess } from './support/process.ts';
import { register } from './support/register.ts';
import { median, type Table } from './support/table.ts';

const seconds = 4;
const rounds = 3;
const people = 16;

/**
 * Creates a second by POST /api/images/generate, beside a bare Koa route that does the same INSERTs, in turns on one
 * Postgres. Target: at least half the bare route's rate.
 */
export async function generate(): Promise<Table> {
  const database = await startBenchDatabase();
  const environment = benchEnvironment(database);
  const api = await startProcess('api/main.ts', environment);
  try {
    const url = `http://127.0.0.1:${String(api.ready.port)}/api`;
    const tokens = await Promise.all(Array.from({ length: people }, (_, index) => register(url, index)));
    const bare = await startProcess('bench/support/bareKoa.ts', { DATABASE_URL: database.url });
    const bareUrl = `http://127.0.0.1:${String(bare.ready.port)}/`;
    connectDatabase({ url: database.url, poolSize: 1 });

    const rows: string[][] = [];
    for (const connections of [1, 16]) {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await row('delete from outbox returning 1 as deleted');
        theirs.push(await rate(bareUrl, connections, []));
        ours.push(await rate(`${url}/images/generate`, connections, tokens));
      }
      const ratio = median(ours) / median(theirs);
      rows.push([String(connections), median(theirs).toFixed(0), median(ours).toFixed(0), ratio.toFixed(2)]);
    }
    await closeDatabase();
    await bare.stop();
    return {
      title: 'POST /api/images/generate beside a bare Koa route with the same INSERTs',
      note: `Requests a second, median of ${rounds} rounds of ${seconds} s each, in turns; ${people} people. Target: a ratio of at least 0.5.`,
      columns: ['connections', 'bare Koa + pg', 'SocialSync', 'ratio'],
      rows,
    };
  } finally {
    await api.stop();
    await database.stop();
  }
}

/** Answered requests a second. Fails when any is answered otherwise than 202. */
async function rate(url: string, connections: number, tokens: string[]): Promise<number> {
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    body: JSON.stringify({ prompt: 'a lighthouse in the morning' }),
    headers: { 'content-type': 'application/json' },
    setupClient(client) {
      const token = tokens[next++ % (tokens.length || 1)];
      if (token) client.setHeaders({ 'content-type': 'application/json', authorization: `Bearer ${token}` });
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed at ${url}`);
  return result['2xx'] / result.duration;
}
