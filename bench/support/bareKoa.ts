import type pg from 'pg';
import { inTransaction, serveBare } from './serveBare.ts';

interface Person {
  id: string;
  project: string;
}

/**
 * The baseline of POST /api/images/generate: a bare Koa route that does the same INSERTs in one transaction with `pg`,
 * and nothing else: no token, no validation, no limits, no log.
 */
await serveBare<{ prompt: string }>('bare-koa', async (pool) => {
  const { rows: people } = await pool.query<Person>(
    'select id, default_project_id as project from users order by number',
  );
  let turn = 0;
  return async ({ prompt }) => {
    const person = people[turn++ % people.length];
    if (!person) throw new Error('nobody is registered');
    const id = await inTransaction(pool, (client) => insert(client, person, prompt));
    return { status: 202, body: { id, status: 'pending' } };
  };
});

async function insert(client: pg.PoolClient, { id: user, project }: Person, prompt: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into images (project_id, user_id, prompt, style, width, height, quality)
     values ($1, $2, $3, 'realistic', 1024, 1024, 'standard') returning id`,
    [project, user, prompt],
  );
  const id = rows[0]?.id ?? 0;
  const parameters = '{"style":"realistic","width":1024,"height":1024,"quality":"standard"}';
  await client.query(
    `insert into image_generations (image_id, project_id, user_id, prompt, parameters) values ($1, $2, $3, $4, $5)`,
    [id, project, user, prompt, parameters],
  );
  await client.query(
    `insert into outbox (action, workflow, input, project_id) values ('start', 'generateImage', $1, $2)`,
    [JSON.stringify({ imageId: id }), project],
  );
  await client.query(
    `insert into generation_quotas as q (project_id, day, used) values ($1, current_date, 1)
     on conflict (project_id, day) do update set used = q.used + 1`,
    [project],
  );
  return id;
}
