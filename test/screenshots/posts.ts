import { rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { postIn, schedule, type Publisher } from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';
import { accounts } from './accounts.ts';
import { answer } from './answer.ts';

const day = 24 * 60 * 60_000;

/** So many days from today, at an hour of Paris. */
function at(days: number, time: string): Date {
  const date = new Date(Date.now() + days * day).toISOString().slice(0, 10);
  const utc = new Date(`${date}T${time}:00Z`);
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit' }).format(utc);
  const ahead = (Number(shown) - utc.getUTCHours() + 24) % 24;
  return new Date(utc.getTime() - ahead * 60 * 60_000);
}

const instagram = { platform: 'instagram' };
const twitter = { platform: 'twitter' };
const linkedin = { platform: 'linkedin' };

/** What went out, what a platform refused, and what nobody knows of. */
export async function publish(stack: TestStack, shop: Publisher, images: number[]) {
  const went: [days: number, time: string, image: number, caption: string, targets: object[]][] = [
    [-12, '18:00', 6, 'The kiln is on. First light tomorrow.', [instagram, twitter]],
    [-9, '12:00', 4, 'Night series: six cups, six windows.', [instagram]],
    [-6, '18:00', 7, 'Back from the mountains with a new white.', [instagram, linkedin]],
    [-4, '09:00', 3, 'Autumn green is back, in small plates and bowls.', [instagram, twitter]],
    [-2, '18:00', 2, 'A quiet lake, and the bowl that remembers it.', [instagram]],
  ];
  const others = went.map(([days, time, image, caption, targets]) =>
    wentOut(shop, at(days, time), { image: images[image], caption, hashtags: '#ceramics', targets }),
  );
  const refused = refusedPost(shop);
  const asked = askedPost(stack, shop, images);
  const caption = 'New: the Harbour plates. Blue outside, dusk inside. Thirty of them, and no more.';
  // X does not answer at first: the story has a second attempt.
  await stack.sandbox.fault({
    ...{ standIn: 'twitter', fault: 'server_error', match: 'Harbour plates', operation: 'commit' },
  });
  const posted = await wentOut(shop, at(-1, '18:00'), {
    ...{ image: images[0], caption, hashtags: '#ceramics #atelierlune' },
    ...{ targets: [instagram, twitter, linkedin], alt_text: 'A sailing boat in a harbour at dusk' },
  });
  await Promise.all(others);
  return { posted, refused: await refused, asked: await asked };
}

/** X takes no text twice. */
async function refusedPost(shop: Publisher): Promise<number> {
  const caption = 'Open on Saturday, ten to six.';
  await wentOut(shop, at(-3, '10:00'), { caption, ...twitter });
  const { id } = await schedule(shop, 1, { caption, ...twitter });
  await postIn(shop, id, ['failed'], 60_000);
  await rewrite(id, at(0, '07:30'));
  return id;
}

/** TikTok does not answer, and before we can look, its owner there has taken our access back. */
async function askedPost({ sandbox }: TestStack, shop: Publisher, images: number[]): Promise<number> {
  const caption = 'How a bowl gets its foot, in five pictures.';
  const match = 'gets its foot';
  await sandbox.fault({ standIn: 'tiktok', fault: 'drop_after_work', match, operation: 'commit' });
  const { id } = await schedule(shop, 1, {
    ...{ image: images[4], caption, platform: 'tiktok' },
    options: { privacy_level: 'PUBLIC_TO_EVERYONE' },
  });
  await eventually(async () => {
    const [found] = await rows<{ state: string }>('select state from publications where post_id = $1', [id]);
    if (found?.state !== 'unknown') throw new Error(`the publication is ${found?.state}`);
  }, 60_000);
  await sandbox.control('revoke', { platform: 'tiktok', accountId: accounts.tiktok });
  await postIn(shop, id, ['needs_attention'], 120_000);
  await rewrite(id, at(0, '08:15'));
  return id;
}

/** Publishes it, and writes that into the past. */
async function wentOut(shop: Publisher, time: Date, post: object): Promise<number> {
  const { id } = await schedule(shop, 1, post);
  await postIn(shop, id, ['posted'], 60_000);
  await rewrite(id, time);
  return id;
}

/** What happened to a post now has happened at `time`; it was made the day before. */
async function rewrite(id: number, time: Date): Promise<void> {
  await rows(
    `with gap as (select scheduled_time - $2::timestamptz as by from scheduled_posts where id = $1),
     post as (update scheduled_posts set scheduled_time = scheduled_time - by, posted_at = posted_at - by,
       created_at = created_at - by - interval '20 hours' from gap where id = $1 returning 1 as x),
     targets as (update publications set published_at = published_at - by, state_since = state_since - by,
       commit_began_at = commit_began_at - by from gap where post_id = $1 returning 1 as x)
     update post_events set at = at - by - case when kind = 'created' then interval '20 hours' else interval '0' end
     from gap where post_id = $1 returning 1 as x`,
    [id, time],
  );
}

/** What is to come this week; the one that is looked at in the composer. */
export async function scheduleWeek(shop: Publisher, images: number[]): Promise<number> {
  const week: [days: number, time: string, image: number, caption: string, targets: object[]][] = [
    [1, '09:00', 1, 'Poppy red, from the field behind the studio.', [instagram, twitter]],
    [2, '18:00', 5, 'After the rain: lavender bowls, now in two sizes.', [instagram]],
    [3, '12:00', 6, 'First light. A cup for those who get up before the others.', [instagram, linkedin]],
    [4, '18:00', 3, 'Which green is yours? Tell us below.', [instagram, twitter]],
    [5, '09:00', 7, 'Friday is glazing day. Come and watch from two.', [instagram]],
    [6, '10:00', 4, 'Open today, ten to six. The kettle is on.', [instagram, twitter]],
    [9, '18:00', 2, 'Winter white returns in December.', [instagram, linkedin]],
  ];
  let first = 0;
  for (const [days, time, image, caption, targets] of week) {
    const scheduled_time = at(days, time).toISOString();
    const post = { image: images[image], caption, hashtags: '#ceramics', targets, scheduled_time };
    const { id } = await answer(shop.client.post('/api/scheduler/schedule', post));
    first ||= id;
  }
  const soon = new Date(Date.now() + 3 * 60 * 60_000).toISOString();
  await answer(
    shop.client.post('/api/scheduler/schedule', {
      ...{
        image: images[6],
        caption: 'Behind the Harbour plates: how we found the blue.',
        scheduled_time: soon,
      },
      targets: [instagram, twitter],
    }),
  );
  await answer(
    shop.client.post('/api/scheduler/schedule', {
      ...{ image: images[5], caption: 'Gift ideas under forty euros', draft: true, targets: [instagram] },
      scheduled_time: at(7, '10:00').toISOString(),
    }),
  );
  return first;
}

/** Two plans that recur, one of which rests; the first. */
export async function makePlans({ client }: Publisher): Promise<number> {
  const path = '/api/scheduler/schedules';
  const plan = await answer(
    client.post(path, {
      ...{ name: 'A landscape every Tuesday', frequency: 'weekly', days_of_week: ['tuesday'] },
      ...{ time_of_day: '08:30', caption: '{prompt}', caption_by: 'ai', hashtags: '#landscape #glaze' },
      platforms: ['instagram', 'twitter'],
    }),
  );
  const resting = await answer(
    client.post(path, {
      ...{ name: 'Last day of the month: open studio', frequency: 'monthly', day_of_month: 'last' },
      ...{ time_of_day: '12:00', caption: 'Open studio tonight, from six.', platforms: ['instagram'] },
      ...{ tag: 'night series', when_no_image: 'skip' },
    }),
  );
  await answer(client.post(`${path}/${resting.id}/pause`));
  return plan.id;
}
