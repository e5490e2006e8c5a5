import { z } from 'zod';
import type { Store } from '../../store.ts';

/** How a platform sends its webhooks, and how soon a message of a shop arrives and is read. */
export const Knobs = z.strictObject({
  /** How often each body is sent, all at once. */
  repeat: z.int().min(1).max(20).default(1),
  /** Whether updates that wait go out in any order. */
  shuffle: z.boolean().default(false),
  /** Updates in a body, where so many wait. */
  batchSize: z.int().min(1).max(1000).default(1),
  /** How long an update waits before it is sent. */
  delayMs: z.int().min(0).max(600_000).default(0),
  sentMs: z.int().min(0).max(600_000).default(100),
  deliveredMs: z.int().min(0).max(600_000).default(300),
  /** null: messages are delivered, and nobody reads them. */
  readMs: z.int().min(0).max(600_000).nullable().default(3000),
});
export type Knobs = z.infer<typeof Knobs>;

export function knobsOf(store: Store, platform: string): Knobs {
  const row = store.all<{ knobs: string }>('select knobs from social_knobs where platform = ?', platform)[0];
  return Knobs.parse(row ? JSON.parse(row.knobs) : {});
}

/** Turns the knobs that are given; the others are as they are at the start. */
export const turnKnobs = (store: Store, platform: string, knobs: Knobs): void =>
  void store.run(
    'insert or replace into social_knobs (platform, knobs) values (?, ?)',
    platform,
    JSON.stringify(knobs),
  );
