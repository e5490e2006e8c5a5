import { seeded } from '../../sandbox/drawing/random.ts';
import type { Moment } from './steps.ts';

/** A fault that makes a step come about. */
export interface Prelude {
  standIn: string;
  fault: string;
  operation?: string;
  times: number;
  delayMs?: number;
  retryAfterSeconds?: number;
}

interface Struck {
  number: number;
  /** Who is struck: whoever stands at the step, or a server beneath it. */
  victim: 'author' | 'temporal' | 'postgres';
  /** Killed, or stopped for so long and let go on. */
  pauseMs: number | null;
  /** Of who was killed, until it is started again. */
  downMs: number;
}

/** At a durable write. */
export interface WriteStrike extends Struck {
  at: 'write';
  step: string;
  moment: Moment;
  /** What becomes of the statement of a client that is gone: Postgres may notice before or after it is carried out. */
  cutOff: boolean;
  preludes: Prelude[];
  withinMs: number;
}

/** In the midst of a call: before the platform has done its work, or when the work is done and unanswered. */
export interface CallStrike extends Struck {
  at: 'call';
  operation: string;
  work: 'before' | 'after';
  /** One at each platform: the first that meets a call says where the strike falls. */
  preludes: Prelude[];
  withinMs: number;
}

export type Strike = WriteStrike | CallStrike;

/** A durable write at which a strike may fall; some need a fault to come about. */
export interface WriteStep {
  step: string;
  weight: number;
  preludes?: Prelude[];
  withinMs?: number;
}

/** A call in the midst of which a strike may fall: held up by `preludes`, one for each of those who are called. */
export interface CallStep {
  operation: string;
  weight: number;
  preludes: (hold: { fault: 'slow' | 'slow_after_work'; delayMs: number }) => Prelude[];
  /** Where nobody can tell when the work is done. */
  onlyBefore?: true;
}

const usualMs = 8_000;
const heldMs = 6_000;

/** The strike of that number: the same for the same seed, whatever happened before it. */
export function strikeOf(
  { writes, calls }: { writes: WriteStep[]; calls: CallStep[] },
  seed: string,
  number: number,
): Strike {
  const random = seeded(`${seed} strike ${number}`);
  const pausing = random() < 0.04;
  const kind = random();
  const struck = {
    number,
    victim: pausing || kind < 0.84 ? 'author' : kind < 0.92 ? 'temporal' : 'postgres',
    pauseMs: pausing ? 12_000 + Math.floor(random() * 30_000) : null,
    downMs: Math.floor(random() * 1_500),
  } satisfies Struck;
  const moment = random() < 0.5 ? 'before' : 'after';
  if (random() < 0.25) {
    const { operation, onlyBefore, preludes } = weighted(calls, random);
    const work = onlyBefore ? 'before' : moment;
    const fault = work === 'before' ? 'slow' : 'slow_after_work';
    const held = preludes({ fault, delayMs: heldMs });
    return { at: 'call', ...struck, operation, work, preludes: held, withinMs: usualMs };
  }
  const { step, preludes = [], withinMs = usualMs } = weighted(writes, random);
  return { at: 'write', ...struck, step, moment, cutOff: random() < 0.6, preludes, withinMs };
}

function weighted<Item extends { weight: number }>(list: Item[], random: () => number): Item {
  let left = random() * list.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = list.find(({ weight }) => (left -= weight) < 0);
  if (!chosen) throw new Error('there is nothing to choose from');
  return chosen;
}

/** The name of the step that a strike hits, for people. */
export function nameOf(strike: Strike): string {
  if (strike.at === 'write') return `${strike.moment} the write of "${strike.step}"`;
  const done = strike.work === 'before' ? 'before its work' : 'after its work, unanswered';
  return `during a ${strike.operation} call, ${done}`;
}
