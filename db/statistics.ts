import { accountFigures, type AccountFigures } from '../contracts/figures.ts';
import { countsOf, row, rows } from './query.ts';

const account = 'c.id as connection_id, c.platform, c.username, c.display_name';
/** `$1` the project, `$2` a platform or null. A disconnected account is shown no more. */
const connections = `social_media_connections c
  where c.project_id = $1 and ($2::text is null or c.platform = $2) and c.connection_status <> 'revoked'`;
const latest = `select * from social_media_stats where connection_id = c.id`;
const newest = 'order by recorded_at desc, id desc limit 1';

interface Account {
  connection_id: string;
  platform: string;
  username: string;
  display_name: string;
}

/** What a platform told of an account; null is what it does not tell. */
export interface Figures extends AccountFigures {
  /** Percent. */
  engagement_rate: number | null;
}

/**
 * Every connection of a project with its latest figures: the newest row of its history, found by its index, which is
 * never older than the materialised view. Nulls where there is none: not synced yet, or a platform that tells none.
 */
export const findLatestStats = (projectId: string, platform: string | null) =>
  rows<Account & Figures & { recorded_at: Date | null; last_synced_at: Date | null }>(
    `select ${account}, c.last_synced_at, s.recorded_at, ${countsOf(accountFigures, 's')}, s.engagement_rate
     from (select * from ${connections}) c left join lateral (${latest} ${newest}) s on true
     order by c.platform, c.username, c.id`,
    [projectId, platform],
  );

/** The last figures of each day (UTC) since then, oldest first. */
export const findStatsHistory = (projectId: string, platform: string | null, since: Date) =>
  rows<Account & Figures & { recorded_at: Date; date: string }>(
    `select * from (
       select distinct on (c.id, date) ${account}, (s.recorded_at at time zone 'UTC')::date::text as date,
         s.recorded_at, ${countsOf(accountFigures, 's')}, s.engagement_rate
       from (select * from ${connections}) c
       join social_media_stats s on s.connection_id = c.id and s.recorded_at >= $3
       order by c.id, date, s.recorded_at desc, s.id desc) days
     order by recorded_at, connection_id`,
    [projectId, platform, since],
  );

/** An account's figures now and at an earlier time; null where none were known. */
export interface Standing {
  platform: string;
  now: Figures | null;
  then: Figures | null;
}

const asJson = (table: string) =>
  `case when ${table}.id is not null then jsonb_build_object(${[...accountFigures, 'engagement_rate']
    .map((column) => `'${column}', ${table}.${column}`)
    .join(', ')}) end`;

/** The latest figures of a project's connections, and those that were known at `before`. */
export const findStandings = (projectId: string, before: Date) =>
  rows<Standing>(
    `select c.platform, ${asJson('s')} as now, ${asJson('b')} as then
     from (select * from ${connections}) c
     left join lateral (${latest} ${newest}) s on true
     left join lateral (${latest} and recorded_at <= $3 ${newest}) b on true
     order by c.platform, c.username, c.id`,
    [projectId, null, before],
  );

/** The ranking across all projects, as the view had it when it was last refreshed. */
export const findTopInfluencers = (limit: number) =>
  rows<
    Account & {
      rank: number;
      user_id: string;
      followers: number | null;
      engagement_rate: number | null;
      recorded_at: Date;
    }
  >(
    `select rank::int, connection_id, user_id, platform, username, display_name, followers::float8 as followers,
       engagement_rate, recorded_at
     from mv_top_influencers_by_engagement order by rank limit $1`,
    [limit],
  );

export interface SyncLogRow {
  id: string;
  connection_id: string | null;
  account_name: string | null;
  project_id: string;
  project_name: string;
  platform: string;
  sync_type: 'sync' | 'refresh' | 'repair';
  sync_status: 'success' | 'partial' | 'failed' | 'skipped';
  duration_ms: number;
  calls: number;
  error_code: string | null;
  error_message: string | null;
  created_at: Date;
}

/** A page of the sync logs of all projects, newest first, and how many there are. */
export async function findSyncLogs(filter: {
  status: string | null;
  platform: string | null;
  limit: number;
  offset: number;
}): Promise<{ count: number; rows: SyncLogRow[] }> {
  const where = `where ($1::text is null or sync_status = $1) and ($2::text is null or platform = $2)`;
  const { status, platform, limit, offset } = filter;
  const [total, found] = await Promise.all([
    row<{ count: number }>(`select count(*)::int as count from social_media_sync_logs ${where}`, [
      status,
      platform,
    ]),
    rows<SyncLogRow>(
      `select l.*, p.name as project_name, c.username as account_name from (
         select id, connection_id, project_id, platform, sync_type, sync_status, duration_ms, calls, error_code,
           error_message, created_at
         from social_media_sync_logs ${where} order by created_at desc, id desc limit $3 offset $4) l
       join projects p on p.id = l.project_id left join social_media_connections c on c.id = l.connection_id
       order by l.created_at desc, l.id desc`,
      [status, platform, limit, offset],
    ),
  ]);
  return { count: total?.count ?? 0, rows: found };
}
