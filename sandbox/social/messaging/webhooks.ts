import type { Store } from '../../store.ts';
import { nowOf } from '../clock.ts';
import { knobsOf } from './knobs.ts';
import type { Update } from './messaging.ts';

/** Where an app wants to hear of what happens at a platform. */
export interface Webhook {
  app: string;
  callbackUrl: string;
  verifyToken: string;
  fields: string[];
  /** Since when it is not answered, by the sandbox's clock; null: it is. */
  failingSince: number | null;
}

interface WebhookRow {
  app: string;
  callback_url: string;
  verify_token: string;
  fields: string;
  failing_since: number | null;
}

export const listWebhooks = (store: Store, platform: string): Webhook[] =>
  store
    .all<WebhookRow>('select * from social_webhooks where platform = ? order by rowid', platform)
    .map(({ app, callback_url, verify_token, fields, failing_since }) => ({
      app,
      callbackUrl: callback_url,
      verifyToken: verify_token,
      fields: JSON.parse(fields) as string[],
      failingSince: failing_since,
    }));

/** Sets an app's webhook; what waits for it goes to the new address. */
export const setWebhook = (
  store: Store,
  platform: string,
  { app, callbackUrl, verifyToken, fields }: Omit<Webhook, 'failingSince'>,
): void =>
  void store.run(
    'insert or replace into social_webhooks (platform, app, callback_url, verify_token, fields) values (?, ?, ?, ?, ?)',
    ...[platform, app, callbackUrl, verifyToken, JSON.stringify(fields)],
  );

export function removeWebhook(store: Store, platform: string, app: string): void {
  store.run('delete from social_webhooks where platform = ? and app = ?', platform, app);
  store.run('delete from social_updates where platform = ? and app = ?', platform, app);
}

/** Lets an app hear of an account; `fields` alone, where the platform has them chosen so. */
export const subscribe = (
  store: Store,
  { platform, app, account, fields }: { platform: string; app: string; account: string; fields: string[] },
): void =>
  void store.run(
    'insert or replace into social_subscribed (platform, app, account, fields) values (?, ?, ?, ?)',
    ...[platform, app, account, JSON.stringify(fields)],
  );

/** Ends that; of all its accounts where none is named. */
export const unsubscribe = (store: Store, platform: string, app: string, account = ''): void =>
  void store.run(
    `delete from social_subscribed where platform = ? and app = ? and ? in ('', account)`,
    ...[platform, app, account],
  );

/** The apps that hear of an account, and of what. */
export const subscriptionsOf = (
  store: Store,
  platform: string,
  account: string,
): { app: string; fields: string[] }[] =>
  store
    .all<{ app: string; fields: string }>(
      'select app, fields from social_subscribed where platform = ? and account = ? order by rowid',
      ...[platform, account],
    )
    .map(({ app, fields }) => ({ app, fields: JSON.parse(fields) as string[] }));

/**
 * Puts an update on its way to every app that subscribed to it, `afterMs` from now and what the platform's knobs delay.
 */
export function tell(store: Store, platform: string, update: Update, afterMs = 0): void {
  const webhooks = new Map(listWebhooks(store, platform).map((webhook) => [webhook.app, webhook]));
  const dueAt = nowOf(store) + afterMs + knobsOf(store, platform).delayMs;
  for (const { app, fields } of subscriptionsOf(store, platform, update.account)) {
    if (!fields.includes(update.field) || !webhooks.get(app)?.fields.includes(update.field)) continue;
    store.run(
      `insert into social_updates (platform, app, account, field, payload, subject, due_at)
       values (?, ?, ?, ?, ?, ?, ?)`,
      ...[platform, app, update.account, update.field, JSON.stringify(update.payload), update.subject, dueAt],
    );
  }
}

/** Lets what is told of a message come at once. */
export const hurry = (store: Store, platform: string, subject: string): void =>
  void store.run(
    'update social_updates set due_at = 0 where platform = ? and subject = ?',
    platform,
    subject,
  );

/** How many updates have not been taken yet; about one message, where named. */
export const waitingUpdates = (store: Store, platform: string, subject = ''): number =>
  store.all<{ waiting: number }>(
    `select count(*) as waiting from social_updates where ? in ('', platform) and ? in ('', subject)`,
    ...[platform, subject],
  )[0]?.waiting ?? 0;
