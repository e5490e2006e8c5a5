import { join } from 'node:path';
import sharp from 'sharp';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { buildDashboard } from '../../launcher/dashboard/buildDashboard.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import { imageKey } from '../../media/keys.ts';
import { drawPicture } from '../../sandbox/drawing/drawPicture.ts';
import { ApiClient } from '../../test/support/apiClient.ts';
import { withDashboard } from '../../test/support/dashboard.ts';
import { aPerson, type TestPerson } from '../../test/support/people.ts';
import { startProcess } from './process.ts';
import { benchEnvironment, startBenchDatabase } from './world.ts';

/** A busy shop's dashboard: the API with the built pages, and somebody who works with it. */
export interface DashboardWorld {
  url: string;
  person: TestPerson;
  stop(): Promise<void>;
}

export const imageCount = 5_000;
export const postCount = 2_000;
/** Different pictures among the images: a browser that scrolls meets none again for a long while. */
const pictureCount = 400;

export async function startDashboardWorld(): Promise<DashboardWorld> {
  await buildDashboard();
  const database = await startBenchDatabase();
  const settings = await withDashboard();
  const mediaDirectory = join(database.directory, 'media');
  const environment = { ...benchEnvironment(database), ...settings, MEDIA_DIR: mediaDirectory };
  const api = await startProcess('api/main.ts', environment);
  const url = `http://127.0.0.1:${String(api.ready.port)}`;
  connectDatabase({ url: database.url, poolSize: 2 });
  const person = await aPerson({ stranger: () => new ApiClient(url) }, 'bench');
  // Somebody's own language comes before their browser's.
  await person.client.patch('/api/auth/profile/', { language: 'en' });
  const owner = await row<{ id: string; project: string }>(
    'select id, default_project_id as project from users where number = $1',
    [person.id],
  );
  await fillGallery(owner, await drawPictures(mediaDirectory));
  await fillCalendar(owner);
  return {
    ...{ url, person },
    async stop() {
      await closeDatabase();
      await api.stop();
      await database.stop();
    },
  };
}

/** A few landscapes in many colours, stored as images are; their keys. */
async function drawPictures(directory: string): Promise<string[]> {
  const storage = createDiskStorage(directory);
  const subjects = ['the sea', 'a mountain', 'a city', 'a forest', 'a garden'];
  const keys: string[] = [];
  for (const [place, subject] of subjects.entries()) {
    const drawn = await drawPicture(subject, { width: 1024, height: 1024, nonce: 'bench' });
    const each = pictureCount / subjects.length;
    for (let number = 0; number < each; number += 1) {
      const hue = Math.round((number * 360) / each);
      const bytes = await sharp(drawn).resize(640).modulate({ hue }).webp({ quality: 70 }).toBuffer();
      const key = imageKey(place * each + number + 1, bytes, 'webp');
      await storage.put(key, bytes);
      keys.push(key);
    }
  }
  return keys;
}

type Owner = { id: string; project: string } | undefined;

async function fillGallery(owner: Owner, keys: string[]): Promise<void> {
  await rows(
    `insert into images (project_id, user_id, prompt, style, width, height, quality, status, file_key, created_at)
     select $1, $2, 'A landscape for the glaze number ' || n, 'realistic', 640, 640, 'standard', 'validated',
       ($3::text[])[1 + n % cardinality($3::text[])], now() - make_interval(mins => n)
     from generate_series(1, $4::int) n returning id`,
    [owner?.project, owner?.id, keys, imageCount],
  );
}

/** Posts to three accounts over the days of this month: those of the past are published, a few of them failed. */
async function fillCalendar(owner: Owner): Promise<void> {
  await rows(
    `insert into social_media_connections (project_id, user_id, platform, external_id, username, display_name)
     select $1, $2, platform, 'bench', 'bench', 'Bench' from unnest(array['instagram', 'twitter', 'facebook']) platform
     returning id`,
    [owner?.project, owner?.id],
  );
  await rows(
    `with wanted as (
       select n, date_trunc('month', now()) + n * (interval '1 month' / $3) as due from generate_series(0, $3 - 1) n
     ), posts as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time, state)
       select $1, $2, 'Our plate number ' || n || ', glazed by hand and fired twice', due,
         case when due > now() then 'scheduled' when n % 50 = 0 then 'failed' else 'posted' end
       from wanted returning id, state
     ), pictures as (
       insert into post_media (post_id, position, kind, image_id, file_key)
       select p.id, 0, 'image', i.id, i.file_key from posts p
       join (select id, file_key, row_number() over (order by id) as place from images where project_id = $1) i
         on i.place = 1 + p.id % 400
     )
     insert into publications (post_id, project_id, connection_id, platform, account_id, state)
     select p.id, $1, c.id, c.platform, c.external_id,
       case p.state when 'scheduled' then 'planned' when 'failed' then 'rejected' else 'published' end
     from posts p join social_media_connections c on c.project_id = $1 and (p.id + length(c.platform)) % 3 < 2
     returning id`,
    [owner?.project, owner?.id, postCount],
  );
}
