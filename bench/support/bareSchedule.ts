import type pg from 'pg';
import { inTransaction, serveBare } from './serveBare.ts';

interface Account {
  userId: string;
  projectId: string;
  connectionId: string;
  externalId: string;
  imageId: number;
  fileKey: string;
}

interface Body {
  caption: string;
  scheduled_time: string;
}

/**
 * The baseline of POST /api/scheduler/schedule: a bare Koa route that does the same INSERTs in one transaction with
 * `pg`, and nothing else: no token, no look-up, no rules of platforms, no limits, no log.
 */
await serveBare<Body>('bare-schedule', async (pool) => {
  const { rows: accounts } = await pool.query<Account>(
    `select c.user_id as "userId", c.project_id as "projectId", c.id as "connectionId",
       c.external_id as "externalId", i.id as "imageId", i.file_key as "fileKey"
     from social_media_connections c join images i on i.project_id = c.project_id order by c.created_at`,
  );
  let turn = 0;
  return async (body) => {
    const account = accounts[turn++ % accounts.length];
    if (!account) throw new Error('nothing is connected');
    const id = await inTransaction(pool, (client) => insert(client, account, body));
    return { status: 201, body: { id, status: 'scheduled' } };
  };
});

async function insert(client: pg.PoolClient, account: Account, body: Body): Promise<number> {
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
  return id;
}
