import { seeded } from '../../sandbox/drawing/random.ts';
import type { Moment } from './steps.ts';
import { publishingPlatforms } from './shops.ts';

/** A fault that makes a step come about. */
interface Prelude {
  standIn: string;
  fault: string;
  operation: string;
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

const everywhere = (fault: Omit<Prelude, 'standIn' | 'times'>): Prelude[] =>
  publishingPlatforms.map((standIn) => ({ standIn, times: 1, ...fault }));
const soonSeen = (fault: Omit<Prelude, 'standIn' | 'times'>): Prelude[] =>
  ['instagram', 'facebook', 'tiktok', 'youtube'].map((standIn) => ({ standIn, times: 1, ...fault }));

const usualMs = 8_000;
const patientMs = 30_000;
/** Every durable write on a post's way, by its event in the timeline or its row in the outbox; some need a fault. */
const writes: { step: string; weight: number; preludes?: Prelude[]; withinMs?: number }[] = [
  { step: 'created', weight: 2 },
  { step: 'edited', weight: 1, withinMs: patientMs },
  { step: 'rescheduled', weight: 1, withinMs: patientMs },
  { step: 'cancelled', weight: 1, withinMs: patientMs },
  { step: 'publish_now', weight: 1, withinMs: patientMs },
  { step: 'outbox insert', weight: 1 },
  { step: 'outbox update', weight: 1 },
  { step: 'outbox delete', weight: 2 },
  { step: 'prepare', weight: 2 },
  { step: 'prepared', weight: 2 },
  { step: 'commit', weight: 5 },
  { step: 'accepted', weight: 5 },
  { step: 'silence', weight: 2, preludes: everywhere({ fault: 'drop_after_work', operation: 'commit' }) },
  {
    step: 'found',
    weight: 2,
    preludes: soonSeen({ fault: 'drop_after_work', operation: 'commit' }),
    withinMs: patientMs,
  },
  {
    step: 'absent',
    weight: 2,
    preludes: soonSeen({ fault: 'drop_before_work', operation: 'commit' }),
    withinMs: patientMs,
  },
  {
    step: 'notSent',
    weight: 1,
    preludes: everywhere({ fault: 'rate_limited', operation: 'commit', retryAfterSeconds: 2 }),
  },
  { step: 'postponed', weight: 1, preludes: everywhere({ fault: 'unavailable', operation: 'prepare' }) },
];
const calls: { operation: string; weight: number }[] = [
  { operation: 'prepare', weight: 1 },
  { operation: 'commit', weight: 5 },
  { operation: 'list', weight: 1 },
];

/** The strike of that number: the same for the same seed, whatever happened before it. */
export function strikeOf(seed: string, number: number): Strike {
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
    const { operation } = weighted(calls, random);
    const fault = moment === 'before' ? 'slow' : 'slow_after_work';
    const preludes = everywhere({ fault, operation, delayMs: 6_000 });
    return { at: 'call', ...struck, operation, work: moment, preludes, withinMs: usualMs };
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
