/**
 * Connected accounts with their encrypted tokens, their figures over time, and what keeps both fresh. Tables, columns
 * and views that the integration guide names have its names, so that its monitoring queries run as they stand.
 */
export const up = `
create table social_media_connections (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  platform text not null,
  external_id text not null,
  username text not null,
  display_name text not null,
  profile_url text,
  avatar_url text,
  scopes text[],
  access_token_encrypted bytea,
  refresh_token_encrypted bytea,
  revocation_encrypted bytea,
  token_expires_at timestamptz,
  refresh_expires_at timestamptz,
  connection_status text not null default 'active'
    check (connection_status in ('active', 'expired', 'error', 'needs_reauth', 'revoked')),
  status_reason text,
  status_since timestamptz not null default now(),
  refreshed_at timestamptz,
  token_version integer not null default 1,
  refresh_lease uuid,
  refresh_lease_until timestamptz,
  held_until timestamptz,
  last_synced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (project_id, platform, external_id)
);
create index connections_by_account on social_media_connections (platform, external_id);
create index connections_by_expiry on social_media_connections (token_expires_at) where connection_status = 'active';
create index connections_by_status on social_media_connections (connection_status, id);

create table platform_holds (
  platform text primary key,
  held_until timestamptz not null
);

create table oauth_states (
  state_hash bytea primary key,
  platform text not null,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users on delete cascade,
  session_id uuid,
  nonce_hash bytea not null,
  code_verifier_encrypted bytea,
  code_encrypted bytea,
  confirmation_hash bytea unique,
  redirect_uri text not null,
  force boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index oauth_states_by_age on oauth_states (expires_at);

create table social_media_stats (
  id bigint generated always as identity primary key,
  connection_id uuid not null references social_media_connections on delete cascade,
  recorded_at timestamptz not null default now(),
  followers bigint,
  following bigint,
  posts bigint,
  views bigint,
  reach bigint,
  likes bigint,
  comments bigint,
  shares bigint,
  engagement_rate double precision
);
create index stats_of_connection on social_media_stats (connection_id, recorded_at desc);

create table social_media_posts (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references social_media_connections on delete cascade,
  external_id text not null,
  url text,
  kind text not null,
  caption text not null default '',
  thumbnail_url text,
  published_at timestamptz not null,
  likes bigint,
  comments bigint,
  shares bigint,
  saves bigint,
  views bigint,
  reach bigint,
  impressions bigint,
  clicks bigint,
  engagement_rate double precision,
  fetched_at timestamptz not null default now(),
  unique (connection_id, external_id)
);
create index posts_of_connection on social_media_posts (connection_id, published_at desc);

create table social_media_post_metrics (
  id bigint generated always as identity primary key,
  post_id uuid not null references social_media_posts on delete cascade,
  recorded_at timestamptz not null default now(),
  likes bigint,
  comments bigint,
  shares bigint,
  saves bigint,
  views bigint,
  reach bigint,
  impressions bigint,
  clicks bigint,
  engagement_rate double precision
);
create index metrics_of_post on social_media_post_metrics (post_id, recorded_at desc);

create table social_media_sync_logs (
  id bigint generated always as identity primary key,
  connection_id uuid references social_media_connections on delete set null,
  project_id uuid not null references projects on delete cascade,
  platform text not null,
  sync_type text not null check (sync_type in ('sync', 'refresh', 'repair')),
  sync_status text not null check (sync_status in ('success', 'partial', 'failed', 'skipped')),
  duration_ms integer not null,
  calls integer not null default 0,
  error_code text,
  error_message text,
  retry_at timestamptz,
  created_at timestamptz not null default now()
);
create index sync_logs_by_time on social_media_sync_logs (created_at desc, id desc);
create index sync_logs_of_project on social_media_sync_logs (project_id, created_at desc, id desc);
create index sync_logs_of_connection on social_media_sync_logs (connection_id, created_at desc);

create materialized view mv_latest_social_stats as
  select distinct on (c.id)
    c.id as connection_id, c.project_id, c.user_id, c.platform, c.username, c.display_name, c.connection_status,
    s.recorded_at, s.followers, s.following, s.posts, s.views, s.reach, s.likes, s.comments, s.shares, s.engagement_rate
  from social_media_connections c
  join social_media_stats s on s.connection_id = c.id
  where c.connection_status <> 'revoked'
  order by c.id, s.recorded_at desc, s.id desc;
create unique index mv_latest_social_stats_connection on mv_latest_social_stats (connection_id);
create index mv_latest_social_stats_project on mv_latest_social_stats (project_id, platform);

-- The rate is the accounts' own (commands/figures/engagementRate.ts). Of fewer than a hundred followers it is chance:
-- such accounts come after all others.
create materialized view mv_top_influencers_by_engagement as
  select row_number() over (order by (followers < 100) is true, engagement_rate desc nulls last,
      followers desc nulls last, connection_id) as rank,
    connection_id, user_id, platform, username, display_name, followers, engagement_rate, recorded_at
  from mv_latest_social_stats
  order by rank
  limit 100;
create unique index mv_top_influencers_connection on mv_top_influencers_by_engagement (connection_id);

create function get_expiring_connections(days integer)
returns table (
  connection_id uuid, project_id uuid, user_id uuid, platform text, username text,
  token_expires_at timestamptz, days_left integer
) language sql stable as $$
  select id, project_id, user_id, platform, username, token_expires_at,
    greatest(0, floor(extract(epoch from token_expires_at - now()) / 86400))::integer
  from social_media_connections
  where connection_status = 'active' and token_expires_at <= now() + make_interval(days => days)
  order by token_expires_at
$$;
`;

export const down = `
drop function get_expiring_connections(integer);
drop materialized view mv_top_influencers_by_engagement, mv_latest_social_stats;
drop table social_media_sync_logs, social_media_post_metrics, social_media_posts, social_media_stats, oauth_states,
  platform_holds, social_media_connections;
`;
