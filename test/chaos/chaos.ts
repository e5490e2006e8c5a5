import { setTimeout as pause } from 'node:timers/promises';
import { row, rows } from '../../db/query.ts';
import { createExecutioner, describeHit, type Hit } from './executioner.ts';
import { judge, type Judgement } from './judgement.ts';
import { publishingStage } from './publishingStage.ts';
import { openShop, publishingPlatforms, type Shop } from './shops.ts';
import { startTraffic } from './traffic.ts';
import { reconnectUntilDone, startWeather } from './weather.ts';
import { startWorld, type World } from './world.ts';

export interface ChaosOptions {
  seed: string;
  kills: number;
  /** The strikes end then, however many there were. */
  minutes: number;
  /** Between two posts, and between two faults. */
  postEveryMs: number;
  /** How long before its time a post is scheduled, at most. */
  longestAheadMs: number;
  faultEveryMs: number;
  shops: number;
  /** Kills two parts at each step. */
  inPairs: boolean;
  /** Waits for no deadline that cannot matter any more. */
  isHurried: boolean;
  say: (line: string) => void;
}

export interface ChaosResult extends Judgement {
  seed: string;
  hits: Hit[];
  faults: Record<string, number>;
  /** From the end of all faults until every post had its verdict or its question, in ms. */
  settledMs: number;
  strikingMs: number;
  /** How often a process ended by itself because what it needs was away. */
  endedByItself: Record<string, number>;
}

/** What every post gets its verdict within, once all is well again. */
const settleWithinMs = 10 * 60_000;

/**
 * Lets posts fall due at all platforms while processes are killed at named steps and platforms fail, then lets all come
 * to rest, and holds the platforms' ledger against ours.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, kills, minutes, say } = options;
  const world = await startWorld(publishingStage);
  try {
    const shops: Shop[] = [];
    for (let number = 0; number < options.shops; number += 1)
      shops.push(await openShop(world, `shop${number}`));
    const traffic = startTraffic({
      seed,
      shops,
      everyMs: options.postEveryMs,
      longestAheadMs: options.longestAheadMs,
    });
    const weather = startWeather({ seed, sandbox: world.sandbox, shops, everyMs: options.faultEveryMs });
    const executioner = createExecutioner(options, world, publishingStage);
    const began = Date.now();
    const isOver = () => Date.now() > began + minutes * 60_000;
    await executioner.strike(kills, isOver, (hit) => say(describeHit(hit)));
    const strikingMs = Date.now() - began;

    say(`${traffic.posts.length} posts; all goes on now`);
    await world.whenAllUp();
    await weather.stop();
    const calm = Date.now();
    for (const shop of shops)
      for (const platform of publishingPlatforms) await reconnectUntilDone(shop, platform);
    await traffic.stop();
    const settling = options.isHurried ? await hurry(world) : null;
    await untilSettled(calm + settleWithinMs, say);
    clearInterval(settling ?? undefined);
    const settledMs = Date.now() - calm;
    const judgement = await judge(traffic.posts, world.sandbox);
    const endedByItself = Object.fromEntries(
      Object.values(world.parts).map((part) => [part.name, part.endedByItself]),
    );
    const { hits } = executioner;
    return { ...judgement, seed, hits, faults: weather.faults, settledMs, strikingMs, endedByItself };
  } finally {
    await world.close();
  }
}

/** Until no publication has a next step of its own, or the time is over. */
async function untilSettled(until: number, say: (line: string) => void): Promise<void> {
  let told = Infinity;
  while (Date.now() < until) {
    const found = await row<{ open: number }>(
      `select count(*)::int as open from publications
       where state not in ('published', 'rejected', 'cancelled', 'skipped', 'parked')`,
    );
    const open = found?.open ?? 0;
    if (open === 0) return;
    if (open < told) say(`${new Date().toISOString()} ${open} still without a verdict`);
    told = open;
    await pause(1_000);
  }
}

/**
 * Kills who may still be in a call: then no deadline of a call matters. And the platforms show what they have at once,
 * so that nobody needs to wait until they surely do.
 */
async function hurry(world: World): Promise<NodeJS.Timeout> {
  await Promise.all([world.kill('worker-1', 0), world.kill('worker-2', 0)]);
  await hasten(`commit_deadline_at = now() where state = 'committing'`);
  await world.whenAllUp();
  // What looks again later finds that more time has passed since its call, too.
  const push = () =>
    hasten(`resume_at = now(), commit_deadline_at = commit_deadline_at - interval '20 seconds'
      where resume_at > now()`);
  return setInterval(() => void push().catch(() => {}), 1_500);
}

/** Changes when publications go on, and wakes those that sleep until then. */
const hasten = (change: string) =>
  rows(
    `with hastened as (update publications set ${change} returning post_id, project_id)
     insert into outbox (action, workflow, input, project_id)
     select distinct 'wake', 'publishPost', jsonb_build_object('postId', post_id), project_id from hastened
     returning id`,
  );
