import { setTimeout as pause } from 'node:timers/promises';
import { row, rows } from '../../db/query.ts';
import type { BenchConnection } from './manyConnections.ts';

/** Texts for X, each once, scheduled in turns to these accounts, with their workflows promised: as the API does it. */
const insertPosts = `
  with accounts as (
    select row_number() over (order by id) - 1 as place, id, project_id, user_id, platform, external_id
    from social_media_connections where id = any($1::uuid[])
  ), wanted as (
    select $2 || ' ' || n as caption, a.* from generate_series(1, $3::int) n
    join accounts a on a.place = n % cardinality($1::uuid[])
  ), posts as (
    insert into scheduled_posts (project_id, user_id, caption, scheduled_time)
    select project_id, user_id, caption, $4::timestamptz from wanted returning id, project_id, caption
  ), targets as (
    insert into publications (post_id, project_id, connection_id, platform, account_id)
    select p.id, p.project_id, w.id, w.platform, w.external_id from posts p join wanted w using (caption)
  ), told as (
    insert into post_events (post_id, kind, state) select id, 'created', 'scheduled' from posts
  ), promises as (
    insert into outbox (action, workflow, input, project_id)
    select 'start', 'publishPost', jsonb_build_object('postId', id), project_id from posts
  )
  select id from posts`;

/** Schedules `count` posts whose texts begin with `name`. */
export async function schedulePosts(
  connections: BenchConnection[],
  name: string,
  count: number,
  dueAt: Date,
): Promise<void> {
  await rows(insertPosts, [connections.map(({ id }) => id), name, count, dueAt]);
}

/** Until all posts whose texts begin with `name` are in a state. @throws when that takes longer than `withinMs`. */
export async function untilAll(
  name: string,
  table: 'posts' | 'publications',
  state: string,
  withinMs: number,
): Promise<void> {
  const open = `select count(*)::int as n, min(p.state) as state, min(p.problem_code) as code from publications p
    join scheduled_posts s on s.id = p.post_id
    where s.caption like $1 || ' %' and ${table === 'posts' ? 's' : 'p'}.state <> $2`;
  const deadline = Date.now() + withinMs;
  for (;;) {
    const left = await row<{ n: number; state: string; code: string }>(open, [name, state]);
    if (left?.n === 0) return;
    if (Date.now() > deadline)
      throw new Error(`${left?.n} of ${name} are not ${state}, such as ${left?.state} (${left?.code})`);
    await pause(200);
  }
}

/** How late the calls for posts whose texts begin with `name` came to the sandbox, in ms. */
export async function lateness(sandboxUrl: string, name: string, dueAt: Date): Promise<number[]> {
  const answer = await fetch(
    `${sandboxUrl}/control/requests?platform=twitter&since=${dueAt.getTime() - 60_000}`,
  );
  const requests = (await answer.json()) as { at: number; text: string }[];
  return requests.filter(({ text }) => text.startsWith(`${name} `)).map(({ at }) => at - dueAt.getTime());
}
