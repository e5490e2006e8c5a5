import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../sandbox/drawing/random.ts';
import type { Json } from '../support/apiClient.ts';
import { insist } from './insist.ts';
import type { Shop } from './shops.ts';

/** A post as its person knows it: what the API said of it. */
export interface KnownPost {
  id: number;
  /** Stands in its text, in every version, and in no other post's. */
  word: string;
  shop: Shop;
  platforms: string[];
  /** Of the text that the API took last. */
  version: number;
  cancelled: boolean;
  /** When its person knew that: nothing is sent after it. In ms. */
  cancelledAt?: number;
  /** Something was out already when its person cancelled it: only the rest is cancelled. */
  restCancelled?: true;
}

/** People who schedule posts and change their minds, all the time. Each post's life follows from the seed. */
export interface Traffic {
  posts: KnownPost[];
  /** Takes no new posts; resolves once everything that people asked for was answered. */
  stop(): Promise<void>;
}

const pictures = ['instagram', 'facebook', 'twitter', 'linkedin', 'tiktok', 'reddit'];
const texts = ['facebook', 'twitter', 'linkedin', 'reddit'];
const films = ['youtube', 'youtube', 'tiktok'];
const scheduler = '/api/scheduler';

export function startTraffic(options: {
  seed: string;
  shops: Shop[];
  everyMs: number;
  longestAheadMs: number;
}): Traffic {
  const { seed, shops, everyMs, longestAheadMs } = options;
  const posts: KnownPost[] = [];
  const lives = new Set<Promise<void>>();
  const problems: unknown[] = [];
  let stopped = false;
  const running = (async () => {
    for (let number = 0; !stopped; number += 1) {
      const shop = shops[number % shops.length];
      if (!shop) throw new Error('there is no shop');
      const life = live(shop, { random: seeded(`${seed} post ${number}`), longestAheadMs }, posts)
        .catch((error: unknown) => problems.push(error))
        .then(() => void lives.delete(life));
      lives.add(life);
      await pause(everyMs);
    }
  })();
  return {
    posts,
    async stop() {
      stopped = true;
      await running;
      await Promise.all(lives);
      if (problems.length > 0) throw problems[0];
    },
  };
}

async function live(
  shop: Shop,
  { random, longestAheadMs }: { random: () => number; longestAheadMs: number },
  posts: KnownPost[],
): Promise<void> {
  const word = `k${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const { platforms, content } = compose(shop, random);
  const aheadMs = 1_000 + random() * (longestAheadMs - 1_000);
  const scheduled_time = new Date(Date.now() + aheadMs).toISOString();
  const comments = random() < 0.15;
  const targets = platforms.map((platform) => targetAt(platform, { word, content, comments }));
  const asked = { scheduled_time, targets, caption: textOf(word, 1), ...content };
  const made = await insist(shop.client, 'POST', `${scheduler}/schedule/`, asked);
  // Not taken where an account waits for its person just now, or nobody answered until its time was over; anything else
  // is a mistake of the traffic.
  if (made.status === 400 && JSON.stringify(made.body).includes('/connect/')) return;
  if (made.status === 400 && Date.parse(scheduled_time) < Date.now() - 60_000) return;
  if (made.status !== 201) throw new Error(`a post was refused: ${made.status} ${JSON.stringify(made.body)}`);
  const post: KnownPost = { id: made.body.id, word, shop, platforms, version: 1, cancelled: false };
  posts.push(post);
  await changeMind(post, Date.parse(scheduled_time), random);
}

/** Some are edited, put off, published at once or cancelled, most of them in the last moment. */
async function changeMind(post: KnownPost, due: number, random: () => number): Promise<void> {
  const choice = random();
  const until = (at: number) => pause(Math.max(0, at - Date.now()));
  const change = async (method: string, path: string, body: object) => {
    const { status, isRepeat } = await insist(
      post.shop.client,
      method,
      `${scheduler}/posts/${post.id}/${path}`,
      body,
    );
    if (isRepeat && status !== 200) await lookAt(post);
    return status === 200;
  };
  if (choice < 0.12) {
    await until(due - random() * 3_000);
    if (await change('PATCH', '', { caption: textOf(post.word, 2) })) post.version = 2;
  } else if (choice < 0.22) {
    await until(due - random() * 3_000);
    const later = new Date(due + 2_000 + random() * 8_000).toISOString();
    await change('PATCH', '', { scheduled_time: later });
  } else if (choice < 0.34) {
    await until(due - random() * 1_000);
    if (await change('POST', 'cancel/', {})) await lookAt(post);
  } else if (choice < 0.4) {
    await change('POST', 'publish-now/', { undo_seconds: 1 });
  }
}

function cancelled(post: KnownPost): void {
  post.cancelled = true;
  post.cancelledAt = Date.now();
}

/** What a person does whose change was not answered, and is refused when it is asked for again: it may be done. */
async function lookAt(post: KnownPost): Promise<void> {
  const { body } = await insist(post.shop.client, 'GET', `${scheduler}/posts/${post.id}/`);
  if (body.caption === textOf(post.word, 2)) post.version = 2;
  if (body.state === 'cancelled') cancelled(post);
  else if (body.targets.some(({ state }: Json) => state === 'cancelled')) post.restCancelled = true;
}

function compose(shop: Shop, random: () => number) {
  const kind = random();
  const [among, content] =
    kind < 0.15
      ? [films, { video_url: shop.filmUrl() }]
      : kind < 0.65
        ? [pictures, { image: shop.image }]
        : [texts, {}];
  const wanted = random() < 0.7 ? 1 : 2 + Math.floor(random() * 2);
  const start = Math.floor(random() * among.length);
  const chosen = Array.from({ length: wanted }, (_, index) => among[(start + index) % among.length] ?? '');
  return { platforms: [...new Set(chosen)], content };
}

function targetAt(
  platform: string,
  { word, content, comments }: { word: string; content: object; comments: boolean },
) {
  const title = `About ${word}`;
  const options: Record<string, object> = {
    reddit: { subreddit: 'image' in content ? 'pics' : 'test', title },
    youtube: { title },
  };
  const takesComment = comments && ['instagram', 'facebook', 'twitter'].includes(platform);
  return {
    platform,
    ...(options[platform] && { options: options[platform] }),
    ...(takesComment && { first_comment: 'More in our shop' }),
  };
}

export const textOf = (word: string, version: number) => `The lighthouse ${word} as told v${version}`;
