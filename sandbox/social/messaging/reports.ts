import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../platform.ts';
import { hurry, waitingUpdates } from './webhooks.ts';

/** How long the answer to a message waits for its webhooks to be taken. */
const patienceMs = 10_000;

/** Lets what a message is reported by come before the answer to it; an app that does not take it is not waited for. */
export async function reportBeforeAnswer({ store, platform, send }: Call): Promise<void> {
  const messageId = store.all<{ message_id: string | null }>(
    'select message_id from social_sends where sequence = ?',
    send,
  )[0]?.message_id;
  if (!messageId) return;
  hurry(store, platform.name, messageId);
  const until = Date.now() + patienceMs;
  while (waitingUpdates(store, platform.name, messageId) > 0 && Date.now() < until) await pause(10);
}
