import type { ConnectionStatus } from '../contracts/connections.ts';
import type { CallsMade, SyncStatus } from '../contracts/syncing.ts';
import { postFigures, type PostFigures } from '../contracts/figures.ts';
import { countsOf, row, rows } from './query.ts';

/** What a sync must know of a connection before it calls anybody. */
export interface SyncSubject extends CallsMade {
  id: string;
  projectId: string;
  platform: string;
  externalId: string;
  connectionStatus: ConnectionStatus;
  lastSyncedAt: Date | null;
  /** How the last sync ended that could ask the platform. */
  lastSyncStatus: SyncStatus | null;
}

/** The CallsMade of a connection `c` at `now`; `windows` is the parameter of the platforms' windows in seconds, as JSON. */
export const callsMade = (now: string, windows: string) =>
  `select coalesce(sum(calls), 0)::int as "recentCalls", min(created_at) as "firstCallAt"
   from social_media_sync_logs
   where connection_id = c.id and calls > 0 and sync_type <> 'refresh'
     and created_at > ${now}::timestamptz - make_interval(secs => (${windows}::jsonb ->> c.platform)::int)`;

/**
 * A connection as a sync finds it at `now`; undefined when there is none. `windowSeconds` says for each platform over
 * which time it counts an account's calls.
 */
export const readSyncSubject = (connectionId: string, now: Date, windowSeconds: Record<string, number>) =>
  row<SyncSubject>(
    `select c.id, c.project_id as "projectId", c.platform, c.external_id as "externalId",
       c.connection_status as "connectionStatus", c.last_synced_at as "lastSyncedAt",
       recent."recentCalls", recent."firstCallAt", last.sync_status as "lastSyncStatus"
     from social_media_connections c
     cross join lateral (${callsMade('$2', '$3')}) recent
     left join lateral (
       select sync_status from social_media_sync_logs
       where connection_id = c.id and sync_type <> 'refresh' and sync_status <> 'skipped'
         and error_code is distinct from 'key_unknown'
       order by created_at desc limit 1) last on true
     where c.id = $1`,
    [connectionId, now, JSON.stringify(windowSeconds)],
  );

/** A post's figures as they are kept, and when they were told. */
export interface StoredPostFigures {
  externalId: string;
  publishedAt: Date;
  fetchedAt: Date;
  metrics: PostFigures;
}

/** The figures that a connection's present token brought, of those of these posts that are kept. */
export async function findPostFigures(
  connectionId: string,
  externalIds: string[],
): Promise<StoredPostFigures[]> {
  type Kept = Omit<StoredPostFigures, 'metrics'> & PostFigures;
  const found = await rows<Kept>(
    `select p.external_id as "externalId", p.published_at as "publishedAt", p.fetched_at as "fetchedAt",
       ${countsOf(postFigures, 'p')}
     from social_media_posts p join social_media_connections c on c.id = p.connection_id
     where c.id = $1 and p.external_id = any($2) and (c.refreshed_at is null or p.fetched_at >= c.refreshed_at)`,
    [connectionId, externalIds],
  );
  return found.map(({ externalId, publishedAt, fetchedAt, ...metrics }) => ({
    ...{ externalId, publishedAt, fetchedAt },
    metrics,
  }));
}

/** That the last sync of a connection read nothing, or a part only. */
export interface SyncFailure {
  connectionId: string;
  /** When it was. */
  at: Date;
  isPartial: boolean;
  errorCode: string;
  /** When whoever asked for it tries again; null when the next daily job does. */
  retryAt: Date | null;
}

/** How the last syncs of these connections failed, those that did. What their owner must mend is their status. */
export const findSyncFailures = (connectionIds: string[]) =>
  rows<SyncFailure>(
    `select c.id as "connectionId", l.created_at as at, l.sync_status = 'partial' as "isPartial",
       l.error_code as "errorCode", l.retry_at as "retryAt"
     from social_media_connections c cross join lateral (
       select * from social_media_sync_logs where connection_id = c.id and sync_type <> 'refresh'
       order by created_at desc, id desc limit 1) l
     where c.id = any($1::uuid[]) and c.connection_status in ('active', 'error')
       and l.error_code not in ('needs_reauthorization', 'permission_missing')`,
    [connectionIds],
  );
