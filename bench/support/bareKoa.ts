import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import pg from 'pg';
import { runService } from '../../runtime/runService.ts';

/**
 * The baseline of POST /api/images/generate: a bare Koa route that does the same INSERTs in one transaction with `pg`,
 * and nothing else: no token, no validation, no limits, no log.
 */
await runService('bare-koa', async () => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  const { rows: people } = await pool.query<{ id: string; project: string }>(
    'select id, default_project_id as project from users order by number',
  );
  let turn = 0;

  const app = new Koa();
  app.use(async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk);
    const { prompt } = JSON.parse(Buffer.concat(chunks).toString()) as { prompt: string };
    const person = people[turn++ % people.length];
    if (!person) throw new Error('nobody is registered');
    ctx.status = 202;
    ctx.body = { id: await insert(pool, person, prompt), status: 'pending' };
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

async function insert(
  pool: pg.Pool,
  person: { id: string; project: string },
  prompt: string,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ id: number }>(
      `insert into images (project_id, user_id, prompt, style, width, height, quality)
       values ($1, $2, $3, 'realistic', 1024, 1024, 'standard') returning id`,
      [person.project, person.id, prompt],
    );
    const id = rows[0]?.id ?? 0;
    await client.query(
      `insert into image_generations (image_id, project_id, user_id, prompt, parameters) values ($1, $2, $3, $4, $5)`,
      [
        id,
        person.project,
        person.id,
        prompt,
        '{"style":"realistic","width":1024,"height":1024,"quality":"standard"}',
      ],
    );
    await client.query(
      `insert into outbox (action, workflow, input, project_id) values ('start', 'generateImage', $1, $2)`,
      [JSON.stringify({ imageId: id }), person.project],
    );
    await client.query(
      `insert into generation_quotas as q (project_id, day, used) values ($1, current_date, 1)
       on conflict (project_id, day) do update set used = q.used + 1`,
      [person.project],
    );
    await client.query('commit');
    return id;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
