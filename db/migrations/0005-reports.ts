/**
 * The weekly report and the notices of tokens that need a person: who wants them, in which language, and what was sent.
 */
export const up = `
alter table users
  add column locale text not null default 'fr' check (locale in ('fr', 'en')),
  add column wants_weekly_report boolean not null default true,
  add column wants_token_notices boolean not null default true;

alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check
  check (kind in ('password_reset', 'invitation', 'weekly_report', 'token_notice', 'connection_needs_you'));

create table weekly_reports (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users on delete cascade,
  iso_week text not null check (iso_week ~ '^\\d{4}-W\\d{2}$'),
  created_at timestamptz not null default now(),
  unique (project_id, user_id, iso_week)
);

create table token_notices (
  connection_id uuid not null references social_media_connections on delete cascade,
  token_expires_at timestamptz not null,
  kind text not null check (kind in ('expiring', 'needs_you')),
  user_id uuid not null references users on delete cascade,
  batch_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (connection_id, token_expires_at, kind, user_id)
);
create index token_notices_of_batch on token_notices (batch_id);
`;

export const down = `
drop table token_notices, weekly_reports;
delete from mails where kind in ('weekly_report', 'token_notice', 'connection_needs_you');
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('password_reset', 'invitation'));
alter table users drop column wants_token_notices, drop column wants_weekly_report, drop column locale;
`;
