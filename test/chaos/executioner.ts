import { setTimeout as pause } from 'node:timers/promises';
import { ask, clearFaults, insisting } from './sandboxControl.ts';
import type { Stage } from './stage.ts';
import { nameOf, strikeOf, type CallStrike, type Strike, type WriteStrike } from './strikes.ts';
import { partNames, type PartName, type World } from './world.ts';

/** What a strike did. */
export interface Hit {
  number: number;
  step: string;
  /** Who was struck; null when nobody came to the step in time. */
  victim: PartName | null;
  manner: 'killed' | 'stopped';
  at: string;
}

export const describeHit = ({ number, step, victim, manner, at }: Hit): string =>
  `${at} ${number}: ${victim ? `${victim} ${manner}` : 'nobody came'} ${step}`;

export interface Executioner {
  hits: Hit[];
  /** Carries out strikes until so many were killed, or it is over. */
  strike(kills: number, isOver: () => boolean, told: (hit: Hit) => void): Promise<void>;
}

const lookEveryMs = 15;

/** `inPairs`: each time another part is killed together with the one that is struck. */
export function createExecutioner(
  { seed, inPairs }: { seed: string; inPairs: boolean },
  world: World,
  stage: Stage,
): Executioner {
  const { sandbox, steps } = world;
  const hits: Hit[] = [];

  const carryOut = (strike: Strike): Promise<PartName | null> =>
    strike.at === 'write' ? strikeWrite(strike) : strikeCall(strike);

  /** Which part is killed with the victim: each in its turn. */
  function companionOf({ number, pauseMs }: Strike, victim: PartName): PartName | null {
    if (!inPairs || pauseMs !== null) return null;
    const others = partNames.filter((name) => name !== victim);
    return others[number % others.length] ?? null;
  }

  async function strikeWrite(strike: WriteStrike): Promise<PartName | null> {
    const { step, moment, preludes, withinMs, cutOff } = strike;
    for (const prelude of preludes) await insisting(() => sandbox.fault({ match: '', ...prelude }));
    const reached = await steps.untilReached(step, moment, withinMs);
    const author = reached && partNamed(reached.process);
    const victim = author && (strike.victim === 'author' ? author : strike.victim);
    if (victim) {
      await hit(strike, victim, async () => {
        // What was waiting when its client died is given up, or carried out for nobody.
        if (strike.pauseMs === null && cutOff && victim === author) await steps.cutOff([reached.backend]);
        await steps.release();
      });
    } else await steps.release();
    return victim;
  }

  async function strikeCall(strike: CallStrike): Promise<PartName | null> {
    const { preludes, operation, withinMs, number } = strike;
    const since = Date.now();
    const placed = new Map<string, string>();
    for (const prelude of preludes) {
      const { id } = await insisting(() => sandbox.fault({ match: '', ...prelude }));
      placed.set(id, prelude.standIn);
    }
    const platform = await firstMet(placed, since + withinMs);
    // The others have done their part.
    await clearFaults(sandbox);
    if (platform === null) return null;
    const caller = await stage.callerOf(world, { operation, standIn: platform, since });
    const worker = partNamed(caller ?? '') ?? (number % 2 === 0 ? 'worker-1' : 'worker-2');
    const victim = strike.victim === 'author' ? worker : strike.victim;
    await hit(strike, victim, async () => {});
    return victim;
  }

  async function hit(strike: Strike, victim: PartName, letGo: () => Promise<void>): Promise<void> {
    const { pauseMs, downMs } = strike;
    if (pauseMs === null) {
      const companion = companionOf(strike, victim);
      await Promise.all([world.kill(victim, downMs), companion && world.kill(companion, downMs)]);
      return letGo();
    }
    const { process } = world.parts[victim];
    process.pause();
    await letGo();
    await pause(pauseMs);
    process.resume();
  }

  /** Of faults by their id, where the first one was that met a call; null when none did before that time. */
  async function firstMet(placed: Map<string, string>, until: number): Promise<string | null> {
    while (Date.now() < until) {
      const waiting = new Set((await ask(sandbox, 'faults')).map(({ id }) => id as string));
      for (const [id, platform] of placed) if (!waiting.has(id)) return platform;
      await pause(lookEveryMs);
    }
    return null;
  }

  return {
    hits,
    async strike(kills, isOver, tell) {
      let done = 0;
      for (let number = 0; done < kills && !isOver(); number += 1) {
        // Two at a time leave nobody who could come to the next step.
        if (inPairs) await world.whenAllUp();
        const strike = strikeOf(stage, seed, number);
        const victim = await carryOut(strike);
        const manner = strike.pauseMs === null ? 'killed' : 'stopped';
        const at = new Date().toISOString();
        const struck = victim
          ? [victim, companionOf(strike, victim)].filter((each) => each !== null)
          : [null];
        for (const each of struck) {
          if (each) done += 1;
          const hit: Hit = { number, step: nameOf(strike), victim: each, manner, at };
          hits.push(hit);
          tell(hit);
        }
      }
    },
  };
}

const partNamed = (name: string): PartName | null => partNames.find((each) => each === name) ?? null;
