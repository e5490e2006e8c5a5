import autocannon from 'autocannon';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { rows } from '../db/query.ts';
import { register } from './support/register.ts';
import { startProcess } from './support/process.ts';
import { median, type Table } from './support/table.ts';
import { benchEnvironment, startBenchDatabase } from './support/world.ts';

const seconds = 4;
const rounds = 3;
const people = 16;

/** One account and one validated image for each project. */
const furnish = `
  with accounts as (
    insert into social_media_connections (project_id, user_id, platform, external_id, username, display_name,
      access_token_encrypted)
    select default_project_id, id, 'instagram', id::text, 'bench', 'Bench', '\\x01' from users
  )
  insert into images (project_id, user_id, prompt, style, width, height, quality, status, file_key)
  select default_project_id, id, 'a lighthouse', 'realistic', 1024, 1024, 'standard', 'validated',
    'images/' || number || '-bench.png' from users order by number returning id`;

/**
 * Posts scheduled a second by POST /api/scheduler/schedule, beside a bare Koa route that does the same INSERTs, in turns
 * on one Postgres. Target: at least half the bare route's rate.
 */
export async function schedule(): Promise<Table> {
  const database = await startBenchDatabase();
  const environment = { ...benchEnvironment(database), SANDBOX_URL: 'http://127.0.0.1:1' };
  const api = await startProcess('api/main.ts', environment);
  try {
    const url = `http://127.0.0.1:${String(api.ready.port)}/api`;
    // One after the other: the images are found by the order of their people.
    const tokens: string[] = [];
    for (let index = 0; index < people; index += 1) tokens.push(await register(url, index));
    connectDatabase({ url: database.url, poolSize: 1 });
    const images = await rows<{ id: number }>(furnish);
    const bare = await startProcess('bench/support/bareSchedule.ts', { DATABASE_URL: database.url });
    const bareUrl = `http://127.0.0.1:${String(bare.ready.port)}/`;

    const table: string[][] = [];
    for (const connections of [1, 16]) {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await rows('delete from outbox returning 1 as deleted');
        theirs.push(await rate(bareUrl, connections, [], images));
        ours.push(await rate(`${url}/scheduler/schedule`, connections, tokens, images));
      }
      const ratio = median(ours) / median(theirs);
      table.push([String(connections), median(theirs).toFixed(0), median(ours).toFixed(0), ratio.toFixed(2)]);
    }
    await closeDatabase();
    await bare.stop();
    return {
      title: 'POST /api/scheduler/schedule beside a bare Koa route with the same INSERTs',
      note: `Requests a second, median of ${rounds} rounds of ${seconds} s each, in turns; ${people} people, a post with one image to one account. Target: a ratio of at least 0.5.`,
      columns: ['connections', 'bare Koa + pg', 'SocialSync', 'ratio'],
      rows: table,
    };
  } finally {
    await api.stop();
    await database.stop();
  }
}

/** Answered requests a second. Fails when any is answered otherwise than 201. */
async function rate(
  url: string,
  connections: number,
  tokens: string[],
  images: { id: number }[],
): Promise<number> {
  let next = 0;
  const bodyOf = (index: number) =>
    JSON.stringify({
      image: images[index % images.length]?.id,
      scheduled_time: new Date(Date.now() + 30 * 24 * 60 * 60_000).toISOString(),
      platform: 'instagram',
      caption: 'Joyeux Noël! 🎄✨',
      hashtags: '#christmas #holiday',
    });
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    body: bodyOf(0),
    headers: { 'content-type': 'application/json' },
    setupClient(client) {
      const index = next++;
      client.setBody(bodyOf(index));
      const token = tokens[index % (tokens.length || 1)];
      if (token) client.setHeaders({ 'content-type': 'application/json', authorization: `Bearer ${token}` });
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed at ${url}`);
  return result['2xx'] / result.duration;
}
