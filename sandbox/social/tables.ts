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
};

const indexes = [
  'create index if not exists social_grants_by_account on social_grants (platform, account_id)',
  'create index if not exists social_tokens_by_grant on social_tokens (grant_id)',
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
