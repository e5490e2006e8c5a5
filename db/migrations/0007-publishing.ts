/**
 * Posts, the ledger of their publications (one row a post and account), the timeline of what happened, and recurring
 * plans. What a person edits is the post; what happened at a platform is the publication.
 */
export const up = `
create table recurring_schedules (
  id integer generated always as identity primary key,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  name text not null,
  frequency text not null check (frequency in ('daily', 'weekly', 'monthly', 'rrule')),
  time_of_day time(0) not null,
  timezone text not null,
  days_of_week integer[] not null default '{}',
  day_of_month integer,
  rrule text,
  start_date date not null,
  end_date date,
  platforms text[] not null,
  connection_ids uuid[] not null default '{}',
  tag text,
  caption text not null,
  caption_by text not null check (caption_by in ('template', 'ai')),
  hashtags text not null default '',
  when_no_image text not null check (when_no_image in ('skip', 'generate')),
  prompt text,
  options jsonb not null default '{}',
  late_minutes integer not null default 360,
  late_action text not null default 'ask' check (late_action in ('publish', 'skip', 'ask')),
  catch_up_minutes integer not null default 360,
  overlap text not null default 'wait' check (overlap in ('skip', 'wait', 'together')),
  is_active boolean not null default true,
  -- Earlier occurrences are not owed: the plan was made, changed or resumed after them.
  owed_from timestamptz not null default now(),
  version integer not null default 1,
  synced_version integer,
  operator_paused_at timestamptz,
  operator_note text,
  -- The mail that says that it finds no image, until it makes a post again.
  notice_id uuid,
  ended_at timestamptz,
  deleted_at timestamptz,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index recurring_schedules_of_project on recurring_schedules (project_id, id desc) where deleted_at is null;
create index recurring_schedules_to_sync on recurring_schedules (promised_at)
  where synced_version is distinct from version;

create table recurring_runs (
  id bigint generated always as identity primary key,
  recurring_schedule_id integer not null references recurring_schedules on delete cascade,
  occurrence_at timestamptz not null,
  kind text not null check (kind in ('scheduled', 'now')),
  state text not null default 'open' check (state in ('open', 'held', 'made', 'skipped')),
  image_id integer references images on delete set null,
  captions jsonb not null default '{}',
  caption_problem text,
  code text,
  verdicts jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (recurring_schedule_id, occurrence_at)
);
create index recurring_runs_to_make on recurring_runs (updated_at) where state = 'open';
create index recurring_runs_of_image on recurring_runs (image_id) where image_id is not null;

-- One row: when a worker last compared the plans with Temporal's Schedules.
create table recurring_comparisons (
  is_single boolean primary key default true check (is_single),
  began_at timestamptz not null
);

create table scheduled_posts (
  id integer generated always as identity primary key,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  caption text not null,
  hashtags text not null default '',
  placement text not null default 'feed' check (placement in ('feed', 'story')),
  -- Nobody need have chosen one for a draft.
  scheduled_time timestamptz check (scheduled_time is not null or state in ('draft', 'cancelled')),
  state text not null default 'scheduled' check (state in
    ('draft', 'scheduled', 'publishing', 'needs_attention', 'posted', 'partly_posted', 'failed', 'cancelled')),
  content_version integer not null default 1,
  late_minutes integer not null default 360,
  late_action text not null default 'ask' check (late_action in ('publish', 'skip', 'ask')),
  recurring_schedule_id integer references recurring_schedules on delete set null,
  occurrence_at timestamptz,
  occurrence_part integer not null default 0,
  metadata jsonb not null default '{}',
  posted_at timestamptz,
  -- What it was before somebody had it published now: that can be taken back until it goes out.
  former_state text check (former_state in ('draft', 'scheduled')),
  former_time timestamptz,
  notices text[] not null default '{}',
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (recurring_schedule_id, occurrence_at, occurrence_part)
);
create index posts_of_project_by_time on scheduled_posts (project_id, scheduled_time desc, id desc);
create index posts_of_project_by_state on scheduled_posts (project_id, state, scheduled_time desc, id desc);
create index posts_by_text on scheduled_posts (project_id, md5(caption || ' ' || hashtags), id);
create index posts_to_publish on scheduled_posts (scheduled_time) where state in ('scheduled', 'publishing');

create table post_media (
  post_id integer not null references scheduled_posts on delete cascade,
  position integer not null,
  kind text not null check (kind in ('image', 'video')),
  image_id integer references images on delete set null,
  file_key text not null,
  alt_text text,
  primary key (post_id, position)
);
create index post_media_of_image on post_media (image_id) where image_id is not null;
create index post_media_of_file on post_media (file_key) where image_id is null;

-- Films that people brought for posts that they write: kept for a week, and as long as a post has them.
create table videos (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  file_key text not null,
  size integer not null,
  created_at timestamptz not null default now()
);
create index videos_of_project on videos (project_id);
create index videos_by_file on videos (file_key);
create index videos_by_age on videos (created_at);

create table publications (
  id uuid primary key default gen_random_uuid(),
  post_id integer not null references scheduled_posts on delete cascade,
  project_id uuid not null references projects on delete cascade,
  connection_id uuid references social_media_connections on delete cascade,
  platform text not null,
  account_id text not null,
  token_encrypted bytea,
  position integer not null default 0,
  caption text,
  first_comment text,
  alt_texts jsonb,
  options jsonb not null default '{}',
  state text not null default 'planned' check (state in
    ('planned', 'preparing', 'prepared', 'committing', 'unknown', 'waiting', 'parked', 'published', 'rejected',
     'cancelled', 'skipped')),
  state_since timestamptz not null default now(),
  epoch integer not null default 0,
  attempts integer not null default 0,
  resume_at timestamptz,
  released_at timestamptz,
  handle_encrypted bytea,
  handle_until timestamptz,
  handle_version integer,
  content_hash text,
  commit_began_at timestamptz,
  evidence_since timestamptz,
  commit_deadline_at timestamptz,
  platform_post_id text,
  platform_post_url text,
  published_at timestamptz,
  first_comment_id text,
  first_comment_state text not null default 'none' check (first_comment_state in
    ('none', 'due', 'writing', 'done', 'failed', 'unclear')),
  first_comment_attempt integer not null default 0,
  first_comment_sent_at timestamptz,
  first_comment_shown_at timestamptz,
  problem_code text,
  problem_detail text,
  -- What the platform answered, where that is why: contracts/failureAnswer.ts.
  problem_answer jsonb,
  updated_at timestamptz not null default now(),
  unique (post_id, connection_id)
);
-- Not of all: before Postgres has counted the rows it would take that one to find a post's, and read the account's all.
create index publications_open on publications (connection_id) where state in
  ('planned', 'preparing', 'prepared', 'committing', 'unknown', 'waiting', 'parked');
create index publications_by_own_text on publications (connection_id, md5(caption)) where caption is not null;
-- What stands at a platform is one publication's.
create unique index publications_by_platform_post on publications (platform, account_id, platform_post_id)
  where platform_post_id is not null;
create index publications_known on publications (platform, account_id, published_at) where platform_post_id is not null;
create index publications_waiting on publications (post_id) where state in ('waiting', 'parked');
create index publications_to_comment on publications (post_id) where first_comment_state in ('due', 'writing');

create table post_events (
  id bigint generated always as identity primary key,
  post_id integer not null references scheduled_posts on delete cascade,
  publication_id uuid references publications on delete cascade,
  kind text not null,
  state text,
  epoch integer,
  content_hash text,
  actor_id uuid references users,
  code text,
  detail text,
  answer jsonb,
  at timestamptz not null default clock_timestamp(),
  -- Of what happens again and again, one row tells how often, and when the last time was.
  times integer not null default 1,
  last_at timestamptz
);
create index post_events_of_post on post_events (post_id, id);
create index post_events_of_publication on post_events (publication_id, id) where publication_id is not null;

alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in
  ('password_reset', 'invitation', 'weekly_report', 'token_notice', 'connection_needs_you', 'post_notice',
  'plan_notice'));
`;

export const down = `
drop table post_events, publications, videos, post_media, scheduled_posts, recurring_comparisons, recurring_runs,
  recurring_schedules;
delete from mails where kind in ('post_notice', 'plan_notice');
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check
  check (kind in ('password_reset', 'invitation', 'weekly_report', 'token_notice', 'connection_needs_you'));
`;
