/**
 * What is done with a token that came in a request: posts of which nobody connected the account, and replies to
 * comments. `platform_reference` is the platform's name of what was prepared (Instagram's container), no secret.
 */
export const up = `
alter table publications add column platform_reference text;
create index publications_with_token on publications (state_since) where token_encrypted is not null;

create table comment_replies (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  platform text not null,
  account_id text not null,
  token_encrypted bytea,
  comment_id text not null,
  text text not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'unclear')),
  attempt integer not null default 0,
  first_sent_at timestamptz,
  shown_at timestamptz,
  reply_id text,
  problem_code text,
  problem_detail text,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (platform, account_id, reply_id)
);
create index comment_replies_of_project on comment_replies (project_id, created_at desc);
create index comment_replies_to_send on comment_replies (promised_at) where state in ('pending', 'sending');
`;

export const down = `
drop table comment_replies;
alter table publications drop column platform_reference;
drop index if exists publications_with_token;
`;
