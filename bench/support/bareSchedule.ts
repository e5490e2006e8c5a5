import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import pg from 'pg';
import { runService } from '../../runtime/runService.ts';

interface Account {
  userId: string;
  projectId: string;
  connectionId: string;
  externalId: string;
  imageId: number;
  fileKey: string;
}

/**
 * The baseline of POST /api/scheduler/schedule: a bare Koa route that does the same INSERTs in one transaction with
 * `pg`, and nothing else: no token, no look-up, no rules of platforms, no limits, no log.
 */
await runService('bare-schedule', async () => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  const { rows: accounts } = await pool.query<Account>(
    `select c.user_id as "userId", c.project_id as "projectId", c.id as "connectionId",
       c.external_id as "externalId", i.id as "imageId", i.file_key as "fileKey"
     from social_media_connections c join images i on i.project_id = c.project_id order by c.created_at`,
  );
  let turn = 0;

  const app = new Koa();
  app.use(async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { caption: string; scheduled_time: string };
    const account = accounts[turn++ % accounts.length];
    if (!account) throw new Error('nothing is connected');
    ctx.status = 201;
    ctx.body = { id: await insert(pool, account, body), status: 'scheduled' };
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
  account: Account,
  body: { caption: string; scheduled_time: string },
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ id: number }>(
      `insert into scheduled_posts (project_id, user_id, caption, scheduled_time) values ($1, $2, $3, $4)
       returning id`,
      [account.projectId, account.userId, body.caption, body.scheduled_time],
    );
    const id = rows[0]?.id ?? 0;
    await client.query(
      `insert into post_media (post_id, position, kind, image_id, file_key) values ($1, 0, 'image', $2, $3)`,
      [id, account.imageId, account.fileKey],
    );
    await client.query(
      `insert into publications (post_id, project_id, connection_id, platform, account_id)
       values ($1, $2, $3, 'instagram', $4)`,
      [id, account.projectId, account.connectionId, account.externalId],
    );
    await client.query(
      `insert into post_events (post_id, kind, state, actor_id) values ($1, 'created', 'scheduled', $2)`,
      [id, account.userId],
    );
    await client.query(
      `insert into outbox (action, workflow, input, project_id) values ('start', 'publishPost', $1, $2)`,
      [JSON.stringify({ postId: id }), account.projectId],
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
