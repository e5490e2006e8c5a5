import {
  accountFigures,
  postFigures,
  type AccountFigures,
  type PostFigures,
} from '../../contracts/figures.ts';
import type { SyncStatus } from '../../contracts/syncing.ts';
import { row } from '../../db/query.ts';
import { storableJson } from '../storable.ts';

/** What a platform told of an account; null is a part that was not asked, or not answered. */
interface Told {
  profile: {
    username: string;
    displayName: string;
    profileUrl: string | null;
    avatarUrl: string | null;
  } | null;
  statistics: (AccountFigures & { engagementRate: number | null }) | null;
  posts: ToldPost[] | null;
}

interface ToldPost {
  externalId: string;
  url: string | null;
  kind: string;
  caption: string;
  thumbnailUrl: string | null;
  publishedAt: Date;
  metrics: PostFigures;
  /** When these were told; with this sync where nothing else is said. */
  metricsAt?: Date;
  engagementRate: number | null;
}

/** How a sync ended, and what it found. */
export interface SyncRecord extends Told {
  connectionId: string;
  type: 'sync' | 'repair';
  status: SyncStatus;
  at: Date;
  durationMs: number;
  calls: number;
  errorCode: string | null;
  errorMessage: string | null;
  /** When whoever asked for it tries again; null when they do not. */
  retryAt: Date | null;
  /** Whether the connection is in error from now on, by what `errorCode` says. */
  broken: boolean;
}

const list = (columns: readonly string[], prefix = '') => columns.map((column) => prefix + column).join(', ');
const typed = (columns: readonly string[]) => columns.map((column) => `${column} bigint`).join(', ');

/**
 * By the row as the update finds it, not as it was when the statement began: a reconnection, or a mark that a person is
 * needed, may have come between.
 */
const nextStatus = `case
      when $5 in ('success', 'partial') and c.connection_status in ('error', 'expired') then 'active'
      when $11::boolean and c.connection_status = 'active' then 'error'
      else c.connection_status end`;

/** In one statement: a sync of ten thousand connections is mostly made of this. */
const statement = `
with connection as (
  update social_media_connections c set
    username = coalesce($2::jsonb ->> 'username', username),
    display_name = coalesce($2::jsonb ->> 'displayName', display_name),
    profile_url = case when $2::jsonb is null then profile_url else $2::jsonb ->> 'profileUrl' end,
    avatar_url = case when $2::jsonb is null then avatar_url else $2::jsonb ->> 'avatarUrl' end,
    last_synced_at = case when $5 in ('success', 'partial') then $6::timestamptz else last_synced_at end,
    connection_status = ${nextStatus},
    status_reason = case when ${nextStatus} = c.connection_status then status_reason
      when ${nextStatus} = 'error' then $9 end,
    status_since = case when ${nextStatus} = c.connection_status then status_since else $6::timestamptz end,
    updated_at = $6::timestamptz
  where c.id = $1 and c.connection_status <> 'revoked'
  returning c.id, c.project_id, c.platform
), figures as (
  insert into social_media_stats (connection_id, recorded_at, ${list(accountFigures)}, engagement_rate)
  select c.id, $6::timestamptz, ${list(accountFigures, 's.')}, s."engagementRate"
  from connection c, jsonb_to_record($3::jsonb) as s(${typed(accountFigures)}, "engagementRate" float8)
  where $3::jsonb is not null
), given as (
  select distinct on ("externalId") *
  from jsonb_to_recordset(coalesce($4::jsonb, '[]')) as p("externalId" text, url text, kind text, caption text,
    "thumbnailUrl" text, "publishedAt" timestamptz, ${typed(postFigures)}, "engagementRate" float8,
    "metricsAt" timestamptz)
), before as (
  select external_id, ${list(postFigures)} from social_media_posts where connection_id = $1
), kept as (
  insert into social_media_posts (connection_id, external_id, url, kind, caption, thumbnail_url, published_at,
    ${list(postFigures)}, engagement_rate, fetched_at)
  select c.id, g."externalId", g.url, g.kind, g.caption, g."thumbnailUrl", g."publishedAt",
    ${list(postFigures, 'g.')}, g."engagementRate", g."metricsAt"
  from connection c, given g
  on conflict (connection_id, external_id) do update set
    url = excluded.url, kind = excluded.kind, caption = excluded.caption, thumbnail_url = excluded.thumbnail_url,
    published_at = excluded.published_at, fetched_at = excluded.fetched_at,
    engagement_rate = excluded.engagement_rate,
    ${postFigures.map((column) => `${column} = excluded.${column}`).join(', ')}
  returning id, external_id
), measured as (
  insert into social_media_post_metrics (post_id, recorded_at, ${list(postFigures)}, engagement_rate)
  select k.id, $6::timestamptz, ${list(postFigures, 'g.')}, g."engagementRate"
  from kept k join given g on g."externalId" = k.external_id left join before b on b.external_id = k.external_id
  where b.external_id is null or (${list(postFigures, 'b.')}) is distinct from (${list(postFigures, 'g.')})
)
insert into social_media_sync_logs (connection_id, project_id, platform, sync_type, sync_status, duration_ms, calls,
  error_code, error_message, retry_at, created_at)
select c.id, c.project_id, c.platform, $12, $5, $7, $8, $9, $10, $13::timestamptz, $6::timestamptz from connection c
returning id`;

/**
 * Writes what a sync found and how it ended: the profile, a row of figures, posts with their metrics (a row of history
 * only when they changed), the connection's state, the log. Nothing at all once the connection is disconnected.
 */
export async function recordSync(sync: SyncRecord): Promise<void> {
  const posts = sync.posts?.map(({ metrics, metricsAt = sync.at, ...post }) => ({
    ...post,
    ...counted(metrics),
    publishedAt: post.publishedAt.toISOString(),
    metricsAt: metricsAt.toISOString(),
  }));
  const statistics = sync.statistics && {
    ...counted(sync.statistics),
    engagementRate: sync.statistics.engagementRate,
  };
  await row(statement, [
    sync.connectionId,
    json(sync.profile),
    json(statistics),
    json(posts),
    sync.status,
    sync.at,
    Math.round(sync.durationMs),
    sync.calls,
    sync.errorCode,
    sync.errorMessage?.slice(0, 500) ?? null,
    sync.broken,
    sync.type,
    sync.retryAt,
  ]);
}

/** Platforms let through what Postgres cannot keep. */
const json = (value: object | null | undefined) => (value ? JSON.stringify(storableJson(value)) : null);

/** Figures as whole numbers; what is none, or is more than can be counted, is not told. */
const counted = <Figures extends Record<string, number | null>>(figures: Figures) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => {
      const count = Math.round(figure ?? -1);
      return [name, Number.isSafeInteger(count) && count >= 0 ? count : null];
    }),
  );
