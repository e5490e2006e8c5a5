import type { CallStep, WriteStep } from './strikes.ts';
import type { World } from './world.ts';

/** What a chaos is about: where its strikes may fall, and how it shows who stands there. */
export interface Stage {
  /** SQL that has the product stop at the writes: see steps.ts. */
  triggers: string;
  writes: WriteStep[];
  calls: CallStep[];
  /** Which process makes the call that is held at a stand-in since then; null when that cannot be told. */
  callerOf(world: World, call: { operation: string; standIn: string; since: number }): Promise<string | null>;
}
