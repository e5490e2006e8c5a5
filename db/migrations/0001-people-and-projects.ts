/** People, their sessions and keys; projects, their members and invitations; mail to send. */
export const up = `
create table users (
  id uuid primary key default gen_random_uuid(),
  number integer generated always as identity unique,
  username text not null,
  email text not null,
  password_hash text,
  first_name text not null default '',
  last_name text not null default '',
  role text not null default 'user' check (role in ('user', 'admin')),
  is_active boolean not null default true,
  default_project_id uuid,
  bio text not null default '',
  avatar_key text,
  phone text not null default '',
  instagram_username text not null default '',
  facebook_page_id text not null default '',
  twitter_username text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_username_unique on users (lower(username));
create index users_by_avatar on users (avatar_key) where avatar_key is not null;
create unique index users_email_unique on users (lower(email));

create table external_identities (
  issuer text not null,
  subject text not null,
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);

create table projects (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  timezone text not null default 'UTC',
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
alter table users add foreign key (default_project_id) references projects;

create table memberships (
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (project_id, user_id)
);
create index memberships_of_user on memberships (user_id);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  address text,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text
);
create index sessions_of_user on sessions (user_id, created_at);
create index sessions_by_end on sessions (least(expires_at, revoked_at));

create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  created_at timestamptz not null default now(),
  rotated_at timestamptz
);
create index refresh_tokens_of_session on refresh_tokens (session_id);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  created_by uuid not null references users on delete cascade,
  name text not null,
  role text not null check (role in ('editor', 'viewer')),
  prefix text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_of_project on api_keys (project_id, created_at);

create table password_resets (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_resets_of_user on password_resets (user_id);

create table invitations (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  invited_by uuid not null references users on delete cascade,
  email text not null,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index invitations_pending on invitations (project_id, lower(email))
  where accepted_at is null and revoked_at is null;

create table mails (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('password_reset', 'invitation')),
  subject_id uuid not null,
  -- Where its links lead to; null where the mail is about more than one project, or none.
  project_id uuid,
  recipient text not null,
  locale text not null check (locale in ('fr', 'en')),
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  failure text,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index mails_by_subject on mails (subject_id);
create index mails_queued on mails (promised_at) where status = 'queued';
`;

export const down = `
drop table mails, invitations, password_resets, api_keys, refresh_tokens, sessions, memberships, external_identities cascade;
alter table users drop column default_project_id;
drop table projects, users cascade;
`;
