import { readFileSync } from 'node:fs';
import pg from 'pg';
import { Agent, request } from 'undici';
import { runService } from '../../runtime/runService.ts';

/**
 * The baseline of a sync: a bare loop with the same HTTP calls and INSERTs, and nothing else: no vault, no lease, no
 * limits, no log of calls, no workflow. Says how long it took once it is done.
 */
interface Subject {
  id: string;
  project: string;
  token: string;
}

const inFlight = 50;
const fields = {
  user: 'open_id,display_name,username,avatar_url,profile_deep_link,follower_count,following_count,likes_count,video_count',
  video:
    'id,title,video_description,share_url,cover_image_url,create_time,like_count,comment_count,share_count,view_count',
};

await runService('bare-sync', async () => {
  const { subjects, api } = JSON.parse(readFileSync(process.env.BENCH_INPUT ?? '', 'utf8')) as {
    subjects: Subject[];
    api: string;
  };
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  const agent = new Agent({ connections: inFlight });
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let subject = subjects[next++]; subject; subject = subjects[next++])
        await sync(subject, api, pool, agent);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return {
    ready: { seconds },
    async close() {
      await pool.end();
      await agent.close();
    },
  };
});

async function sync(
  { id, project, token }: Subject,
  api: string,
  pool: pg.Pool,
  dispatcher: Agent,
): Promise<void> {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await request(api + path, {
      method,
      headers,
      dispatcher,
      body: body ? JSON.stringify(body) : null,
    });
    return (await answer.body.json()) as {
      data: { user?: Record<string, number>; videos?: Record<string, unknown>[] };
    };
  };
  await ask('GET', `/v2/user/info/?fields=${fields.user}`);
  const { data } = await ask('GET', `/v2/user/info/?fields=${fields.user}`);
  const { data: list } = await ask('POST', `/v2/video/list/?fields=${fields.video}`, { max_count: 20 });
  const user = data.user ?? {};

  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      'update social_media_connections set last_synced_at = now(), updated_at = now() where id = $1',
      [id],
    );
    await client.query(
      'insert into social_media_stats (connection_id, followers, following, posts, likes) values ($1, $2, $3, $4, $5)',
      [id, user.follower_count, user.following_count, user.video_count, user.likes_count],
    );
    for (const video of list.videos ?? []) {
      const { rows } = await client.query<{ id: string }>(
        `insert into social_media_posts (connection_id, external_id, url, kind, caption, published_at, likes, comments, shares, views)
         values ($1, $2, $3, 'video', $4, to_timestamp($5), $6, $7, $8, $9)
         on conflict (connection_id, external_id) do update set fetched_at = now() returning id`,
        [
          id,
          video.id,
          video.share_url,
          video.title,
          video.create_time,
          video.like_count,
          video.comment_count,
          video.share_count,
          video.view_count,
        ],
      );
      await client.query(
        'insert into social_media_post_metrics (post_id, likes, comments, shares, views) values ($1, $2, $3, $4, $5)',
        [rows[0]?.id, video.like_count, video.comment_count, video.share_count, video.view_count],
      );
    }
    await client.query(
      `insert into social_media_sync_logs (connection_id, project_id, platform, sync_type, sync_status, duration_ms, calls)
       values ($1, $2, 'tiktok', 'sync', 'success', 0, 3)`,
      [id, project],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}
