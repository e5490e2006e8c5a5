import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import pg from 'pg';
import { runService } from '../../runtime/runService.ts';

/** Answers a request by its parsed JSON. */
type BareRoute<Body> = (body: Body) => Promise<{ status: number; body: object }>;

/**
 * Runs a baseline as a process: a bare Koa application of one route, beside `pg`, and nothing else. `prepare` makes the
 * route once the pool is there.
 */
export function serveBare<Body>(
  name: string,
  prepare: (pool: pg.Pool) => Promise<BareRoute<Body>>,
): Promise<void> {
  return runService(name, async () => {
    const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
    const route = await prepare(pool);
    const app = new Koa();
    app.use(async (ctx) => {
      const chunks: Buffer[] = [];
      for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk);
      const { status, body } = await route(JSON.parse(Buffer.concat(chunks).toString()) as Body);
      ctx.status = status;
      ctx.body = body;
    });
    const server = createServer(app.callback());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      ready: { port: (server.address() as AddressInfo).port },
      async close() {
        server.close();
        server.closeAllConnections();
        await pool.end();
      },
    };
  });
}

/** Does the work in one transaction of a connection of the pool. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
