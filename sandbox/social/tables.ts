import type { Store } from '../store.ts';

/** Times are milliseconds since 1970 by the sandbox's clock; codes and tokens are kept as their SHA-256. */
const tables = {
  social_clock: 'id integer primary key check (id = 1), offset_ms integer not null',
  social_apps:
    'platform text, client_id text, client_secret text not null, redirect_uris text not null, primary key (platform, client_id)',
  social_accounts:
    'platform text, id text, profile text not null, created_at integer not null, primary key (platform, id)',
  social_grants:
    'id text primary key, platform text not null, client_id text not null, account_id text not null, scopes text not null, parameters text not null, created_at integer not null, revoked_at integer',
  social_codes:
    'hash text primary key, grant_id text not null, redirect_uri text not null, challenge text, challenge_method text, expires_at integer not null, used_at integer',
  social_tokens:
    'hash text primary key, grant_id text not null, kind text not null, subject text, created_at integer not null, expires_at integer, used_at integer, revoked_at integer',
  social_rates:
    'account text, bucket text, window integer, used integer not null, primary key (account, bucket)',
  // Every request that could have published; `at` is when its headers came, by the wall clock.
  social_requests:
    'sequence integer primary key autoincrement, at integer not null, platform text not null, account text not null, name text not null, text text not null, media text not null, published integer not null default 0, post_id text, status integer, delivered integer not null default 0',
  // Every post that was published by a call; `at` is by the wall clock.
  social_posts:
    'sequence integer primary key autoincrement, at integer not null, platform text not null, account text not null, author text not null, number integer not null, id text not null, text text not null, kind text not null, media text not null, listed integer not null, details text not null, published_at integer not null',
  social_comments:
    'sequence integer primary key autoincrement, platform text not null, id text not null, post_id text not null, parent_id text, author text not null, text text not null, created_at integer not null',
  // What is not public yet: containers, drafts, uploads.
  social_handles:
    'platform text, id text, account text not null, kind text not null, state text not null, created_at integer not null, primary key (platform, id)',
  social_chunks:
    'platform text, handle text, start integer, bytes blob not null, primary key (platform, handle, start)',
  social_media:
    'sha256 text primary key, type text not null, width integer, height integer, bytes blob not null',
  social_visibility: 'platform text primary key, hidden_ms integer not null',
  social_people:
    'platform text, inbox text, id text, name text not null, username text, user_id text, hides_number integer not null, wrote_at integer, primary key (platform, inbox, id)',
  social_messages:
    'sequence integer primary key autoincrement, platform text not null, id text not null, inbox text not null, person text not null, direction text not null, type text not null, text text not null, at integer not null, edits integer not null default 0, unsent integer not null default 0, media_path text, media_type text',
  // Every request that could have sent a message; `at` is when its headers came, by the wall clock.
  social_sends:
    'sequence integer primary key autoincrement, at integer not null, platform text not null, account text not null, recipient text not null, type text not null, text text not null, message_id text, status integer, delivered integer not null default 0',
  social_webhooks:
    'platform text, app text, callback_url text not null, verify_token text not null, fields text not null, failing_since integer, primary key (platform, app)',
  social_subscribed:
    'platform text, app text, account text, fields text not null, primary key (platform, app, account)',
  // What webhooks have not taken yet.
  social_updates:
    'sequence integer primary key autoincrement, platform text not null, app text not null, account text not null, field text not null, payload text not null, subject text not null, due_at integer not null, attempts integer not null default 0',
  // Every webhook that was posted; `at` is by the wall clock.
  social_deliveries:
    'sequence integer primary key autoincrement, at integer not null, platform text not null, app text not null, body text not null, updates integer not null, attempt integer not null, status integer',
  social_knobs: 'platform text primary key, knobs text not null',
};

const indexes = [
  'create index if not exists social_grants_by_account on social_grants (platform, account_id)',
  'create index if not exists social_tokens_by_grant on social_tokens (grant_id)',
  'create unique index if not exists social_posts_by_number on social_posts (platform, account, number)',
  'create unique index if not exists social_posts_by_id on social_posts (platform, id)',
  'create index if not exists social_posts_by_time on social_posts (platform, account, published_at)',
  'create index if not exists social_posts_by_text on social_posts (platform, account, text)',
  'create index if not exists social_comments_by_post on social_comments (platform, post_id)',
  'create unique index if not exists social_comments_by_id on social_comments (platform, id)',
  'create unique index if not exists social_messages_by_id on social_messages (platform, id)',
  'create index if not exists social_messages_by_person on social_messages (platform, inbox, person, at)',
  'create index if not exists social_messages_by_inbox on social_messages (platform, inbox, at)',
  'create index if not exists social_updates_due on social_updates (platform, app, due_at)',
  'create index if not exists social_updates_by_subject on social_updates (subject)',
];

/** Makes what the social platforms remember, where it is not there yet. */
export function createSocialTables(store: Store): void {
  for (const [name, columns] of Object.entries(tables)) {
    store.run(`create table if not exists ${name} (${columns})`);
  }
  for (const index of indexes) store.run(index);
}

/** Forgets every account, app, grant and token, and sets the clock right. */
export function forgetSocial(store: Store): void {
  for (const name of Object.keys(tables)) store.run(`delete from ${name}`);
}
