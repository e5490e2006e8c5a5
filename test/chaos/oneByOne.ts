import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { row, rows } from '../../db/query.ts';
import { schedule } from '../support/publishing.ts';
import type { TestProcess } from '../support/testProcess.ts';
import { judge, requestsOf } from './judgement.ts';
import { openShop, type Shop } from './shops.ts';
import type { Moment } from './steps.ts';
import { textOf, type KnownPost } from './traffic.ts';
import type { World } from './world.ts';

/** One kind of failure at a time, at a platform that knows no idempotency key. */
const platform = 'twitter';

/** What became of the posts of one failure. */
export interface Outcome {
  posts: number;
  cancelled: number;
  /** By the platform's own account. */
  live: number;
  /** Requests that could have published: all but those that were refused by a 429. */
  requests: number;
  /** The most for one post. */
  requestsOfOne: number;
  throttled: number;
  verdicts: Record<string, number>;
  /** From the end of the failure until the last post had its verdict. */
  verdictMs: number;
  broken: string[];
}

export interface Trial {
  world: World;
  /** How many posts. */
  count: number;
  /** How long what lasts a while lasts, in s. */
  seconds: number;
}

const verdictWithinMs = 150_000;

/** The first answer of each post is lost, after X did what was asked. */
export const firstAnswersLost = (trial: Trial) =>
  tried(trial, async (shop) => {
    const { sandbox } = trial.world;
    const match = shop.accounts[platform] ?? '';
    await sandbox.fault({ ...xs('drop_after_work', match), operation: 'commit', times: trial.count });
    return scheduleAll(trial, shop, 2);
  });

/** Every answer is lost for a while, also of those calls that read back. */
export const everyAnswerLost = (trial: Trial) =>
  tried(trial, async (shop) => {
    const match = shop.accounts[platform] ?? '';
    await trial.world.sandbox.fault({ ...xs('drop_after_work', match), forSeconds: trial.seconds });
    const posts = await scheduleAll(trial, shop, 2);
    await pause(trial.seconds * 1000);
    return posts;
  });

/** X throttles, and says for how long. */
export const throttled = (trial: Trial) =>
  tried(trial, async (shop) => {
    const { seconds, world } = trial;
    const match = shop.accounts[platform] ?? '';
    const posts = await scheduleAll(trial, shop, 2);
    const fault = { ...xs('rate_limited', match), operation: 'commit' };
    await world.sandbox.fault({ ...fault, forSeconds: seconds, retryAfterSeconds: seconds });
    await pause(seconds * 1000);
    return posts;
  });

/** All workers are killed while X has done what was asked and not yet answered. */
export const workersKilled = (trial: Trial) =>
  tried(trial, async (shop) => {
    const { world, count } = trial;
    const match = shop.accounts[platform] ?? '';
    const fault = { ...xs('slow_after_work', match), operation: 'commit', delayMs: 20_000 };
    await world.sandbox.fault({ ...fault, times: count });
    const posts = await scheduleAll(trial, shop, 3);
    while ((await requestsOf(world.sandbox, platform, match)).length < count) await pause(50);
    await Promise.all([world.kill('worker-1', 0), world.kill('worker-2', 0)]);
    return posts;
  });

/** Temporal is away while posts are scheduled, and when they fall due. */
export const temporalAway = (trial: Trial) =>
  tried(trial, async (shop) => {
    await trial.world.kill('temporal', trial.seconds * 1000);
    const posts = await scheduleAll(trial, shop, 2);
    await trial.world.whenAllUp();
    return posts;
  });

/**
 * The workers stand still when the database has taken each post for them and they have not heard of it yet, until the
 * time in which they could have called is over; other workers go on meanwhile. Then they wake up, and go on too.
 */
export const workersStoodStill = (trial: Trial) =>
  tried(trial, async (shop) => {
    const { world, seconds } = trial;
    const posts = await scheduleAll(trial, shop, 4);
    const process = await workerAt(world, 'commit', 'after');
    process.pause();
    await world.steps.release();
    await pause(seconds * 1000);
    process.resume();
    return posts;
  });

/** A worker stands still in the midst of a transaction, and holds the rows of its posts, until they are out. */
export const workerHeldRows = (trial: Trial) =>
  tried(trial, async (shop) => {
    const { world } = trial;
    const posts = await scheduleAll(trial, shop, 4);
    const process = await workerAt(world, 'prepared', 'before');
    process.pause();
    await world.steps.release();
    await untilVerdict(posts, Date.now() + verdictWithinMs);
    process.resume();
    return posts;
  });

/** Temporal loses its whole database while posts wait for their time. */
export const temporalForgot = (trial: Trial) =>
  tried(trial, async (shop) => {
    const { world } = trial;
    const posts = await scheduleAll(trial, shop, 15);
    await untilHandedOver();
    await world.forgetTemporal();
    // Younger work is taken to be on its way: the reconciler leaves it alone for two minutes.
    await rows(`update scheduled_posts set promised_at = promised_at - interval '3 minutes' returning id`);
    await Promise.all([world.kill('worker-1', 0), world.kill('worker-2', 0)]);
    await world.whenAllUp();
    return posts;
  });

/** Their person cancels them a tenth of a second before they are due. */
export const cancelledLate = (trial: Trial) =>
  tried(trial, async (shop) => {
    const due = Date.now() + 3_000;
    const posts = await scheduleAll(trial, shop, 3);
    await pause(Math.max(0, due - 100 - Date.now()));
    await Promise.all(
      posts.map(async (post) => {
        const { status } = await shop.client.post(`/api/scheduler/posts/${post.id}/cancel/`, {});
        if (status !== 200 && status !== 409) throw new Error(`a cancel was answered ${status}`);
        post.cancelled = status === 200;
      }),
    );
    return posts;
  });

const xs = (fault: string, match: string) => ({ standIn: platform, fault, match });

/** Sets the failure off, and waits for every post's verdict. */
async function tried(trial: Trial, fail: (shop: Shop) => Promise<KnownPost[]>): Promise<Outcome> {
  const { world } = trial;
  const shop = await openShop(world, 'shop', [platform]);
  const posts = await fail(shop);
  const ended = Date.now();
  await untilVerdict(posts, ended + verdictWithinMs);
  const verdictMs = Date.now() - ended;
  const { live, verdicts, violations } = await judge(posts, world.sandbox);
  const all = await requestsOf(world.sandbox, platform, shop.accounts[platform] ?? '');
  const could = all.filter(({ status }) => status !== 429);
  const requestsOfOne = posts.map(({ word }) => could.filter(({ text }) => text.includes(word)).length);
  return {
    posts: posts.length,
    cancelled: posts.filter(({ cancelled }) => cancelled).length,
    live,
    requests: could.length,
    requestsOfOne: Math.max(...requestsOfOne),
    throttled: all.length - could.length,
    verdicts,
    verdictMs,
    broken: violations.map(({ promise, detail }) => `${promise}: ${detail}`),
  };
}

/** Posts that are due at the same instant. */
async function scheduleAll({ count }: Trial, shop: Shop, inSeconds: number): Promise<KnownPost[]> {
  const words = Array.from({ length: count }, () => `k${randomUUID().replaceAll('-', '').slice(0, 12)}`);
  return Promise.all(
    words.map(async (word) => {
      const { id } = await schedule(shop, inSeconds, { platform, caption: textOf(word, 1) });
      return { id: Number(id), word, shop, platforms: [platform], version: 1, cancelled: false };
    }),
  );
}

/** The worker that comes to a write first. */
async function workerAt({ steps, parts }: World, step: string, moment: Moment): Promise<TestProcess> {
  const reached = await steps.untilReached(step, moment, 20_000);
  if (reached?.process !== 'worker-1' && reached?.process !== 'worker-2')
    throw new Error(`no worker came to "${step}"`);
  return parts[reached.process].process;
}

/** Until Temporal has every promise. */
async function untilHandedOver(): Promise<void> {
  while ((await rows('select id from outbox')).length > 0) await pause(50);
}

async function untilVerdict(posts: KnownPost[], until: number): Promise<void> {
  const ids = posts.map(({ id }) => id);
  while (Date.now() < until) {
    const found = await row<{ open: number }>(
      `select count(*)::int as open from scheduled_posts where id = any($1) and state in ('scheduled', 'publishing')`,
      [ids],
    );
    if (found?.open === 0) return;
    await pause(100);
  }
}
