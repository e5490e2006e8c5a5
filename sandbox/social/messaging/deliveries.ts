import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../store.ts';
import { appOf } from '../apps.ts';
import { nowOf } from '../clock.ts';
import type { Platform } from '../platform.ts';
import { knobsOf } from './knobs.ts';
import type { PlatformMessaging } from './messaging.ts';
import { metaJson, postSigned } from './post.ts';
import { listWebhooks, unsubscribe, type Webhook } from './webhooks.ts';

/** How often it is looked whether something is due. */
const lookMs = 25;
/** After an hour of failure an app is unsubscribed from its accounts. */
const patienceMs = 3_600_000;
/** The longest that a repeated delivery waits for the next one. */
const longestWaitMs = 600_000;
/** Of so many that wait, an update of any goes first when they are shuffled. */
const shuffled = 200;

interface WaitingUpdate {
  sequence: number;
  account: string;
  field: string;
  payload: string;
  attempts: number;
}

/**
 * Delivers what webhooks wait for, until it is stopped. A delivery that is not answered 200 is repeated after 1, 2, 4 …
 * seconds, at most ten minutes, by the sandbox's clock.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
 */
export function startDeliveries(store: Store, platforms: Platform[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  const run = async () => {
    while (!stopping.signal.aborted) {
      for (const { name, messaging } of platforms) {
        if (messaging) deliverTo(name, messaging);
      }
      await pause(lookMs);
    }
  };
  const deliverTo = (platform: string, messaging: PlatformMessaging) => {
    for (const webhook of listWebhooks(store, platform)) {
      const key = `${platform} ${webhook.app}`;
      // One that hangs must not hold up the others.
      if (busy.has(key)) continue;
      const delivered = deliverDue(store, platform, messaging, webhook, stopping.signal);
      busy.set(
        key,
        delivered.finally(() => busy.delete(key)),
      );
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(busy.values());
    },
  };
}

/** Delivers all that is due for an app, a body after the other. */
async function deliverDue(
  store: Store,
  platform: string,
  messaging: PlatformMessaging,
  webhook: Webhook,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const updates = dueUpdates(store, platform, webhook.app);
    if (updates.length === 0 || signal.aborted) return;
    const entries = messaging.entries(
      updates.map(({ payload, ...update }) => ({ ...update, payload: JSON.parse(payload) as unknown })),
      nowOf(store),
    );
    const body = metaJson({ object: messaging.object, entry: entries });
    const secret = appOf(store, platform, webhook.app).clientSecret;
    const copies = Array.from({ length: knobsOf(store, platform).repeat }, () =>
      postSigned(webhook.callbackUrl, body, secret, signal),
    );
    const statuses = await Promise.all(copies);
    if (signal.aborted) return;
    for (const status of statuses) {
      noteDelivery(store, { platform, app: webhook.app, body, updates, status });
    }
    settle(
      store,
      platform,
      webhook.app,
      updates,
      statuses.every((status) => status === 200),
    );
  }
}

function dueUpdates(store: Store, platform: string, app: string): WaitingUpdate[] {
  const { shuffle, batchSize } = knobsOf(store, platform);
  const now = nowOf(store);
  // A clock that was set back must not make anything wait for days: nothing is ever due later than the longest wait.
  const due = store.all<WaitingUpdate>(
    `select sequence, account, field, payload, attempts from social_updates
     where platform = ? and app = ? and (due_at <= ? or due_at > ?) order by due_at, sequence limit ?`,
    ...[platform, app, now, now + 2 * longestWaitMs, shuffle ? Math.max(shuffled, batchSize) : batchSize],
  );
  if (!shuffle) return due;
  const order = new Map(due.map((update) => [update, Math.random()]));
  return due.toSorted((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0)).slice(0, batchSize);
}

function noteDelivery(
  store: Store,
  delivery: { platform: string; app: string; body: string; updates: WaitingUpdate[]; status: number | null },
): void {
  const { platform, app, body, updates, status } = delivery;
  store.run(
    'insert into social_deliveries (at, platform, app, body, updates, attempt, status) values (?, ?, ?, ?, ?, ?, ?)',
    ...[Date.now(), platform, app, body, updates.length, (updates[0]?.attempts ?? 0) + 1, status],
  );
  store.run(
    'delete from social_deliveries where sequence <= (select max(sequence) from social_deliveries) - 2000',
  );
}

/** What was taken is done; what was not comes again, until the app has failed for too long. */
function settle(store: Store, platform: string, app: string, updates: WaitingUpdate[], taken: boolean): void {
  const now = nowOf(store);
  store.atOnce(() => {
    const since = (failing: number | null) =>
      store.run(
        'update social_webhooks set failing_since = ? where platform = ? and app = ?',
        ...[failing, platform, app],
      );
    if (taken) {
      for (const { sequence } of updates)
        store.run('delete from social_updates where sequence = ?', sequence);
      since(null);
      return;
    }
    const failing = listWebhooks(store, platform).find((webhook) => webhook.app === app)?.failingSince ?? now;
    since(failing);
    for (const { sequence, attempts } of updates) {
      const waitMs = Math.min(longestWaitMs, 1000 * 2 ** Math.min(attempts, 10));
      store.run(
        'update social_updates set attempts = attempts + 1, due_at = ? where sequence = ?',
        ...[now + waitMs, sequence],
      );
    }
    if (now - failing >= patienceMs) giveUp(store, platform, app);
  });
}

/** The app hears of none of its accounts any more, nor of what waits, until it subscribes to them again. */
function giveUp(store: Store, platform: string, app: string): void {
  unsubscribe(store, platform, app);
  store.run('delete from social_updates where platform = ? and app = ?', platform, app);
  store.run(
    'update social_webhooks set failing_since = null where platform = ? and app = ?',
    ...[platform, app],
  );
}

/** A body as it was sent, oldest first; those with the newest 2,000 are kept. */
export const listDeliveries = (store: Store, platform: string, since: number) =>
  store.all<{
    sequence: number;
    at: number;
    platform: string;
    app: string;
    body: string;
    updates: number;
    attempt: number;
    status: number | null;
  }>(
    `select * from social_deliveries where ? in ('', platform) and at >= ? order by sequence`,
    ...[platform, since],
  );
