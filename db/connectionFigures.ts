import { row } from './query.ts';

/** The syncs of so many hours are looked at: each connection has at least one a day. */
export const windowHours = 24;

/** How the connections of all projects are, in figures. */
export interface ConnectionFigures {
  syncs: number;
  connections: number;
  /** Percent of the syncs that got everything; those that were put off are not counted. Null without one. */
  syncSuccess: number | null;
  /** Seconds. */
  meanSyncDuration: number | null;
  /** Percent of the connections whose token is over, and nothing here can renew it. */
  expiredTokens: number | null;
  /** Percent of the connections that are in error, or wait for their owner. */
  connectionsInError: number | null;
}

/** The integration guide's four figures. */
export async function readConnectionFigures(): Promise<ConnectionFigures> {
  const figures = await row<ConnectionFigures>(
    `with syncs as (
       select count(*)::int as total, count(*) filter (where sync_status = 'success') as successes,
         avg(duration_ms) as mean
       from social_media_sync_logs
       where created_at > now() - make_interval(hours => ${windowHours})
         and sync_type <> 'refresh' and sync_status <> 'skipped'),
     connections as (
       select count(*)::int as total,
         count(*) filter (where connection_status = 'expired' or (connection_status in ('active', 'error')
           and token_expires_at < now() and refresh_token_encrypted is null)) as expired,
         count(*) filter (where connection_status in ('error', 'needs_reauth')) as in_error
       from social_media_connections where connection_status <> 'revoked')
     select s.total as syncs, c.total as connections,
       (100.0 * successes / nullif(s.total, 0))::float8 as "syncSuccess",
       (mean / 1000)::float8 as "meanSyncDuration",
       (100.0 * expired / nullif(c.total, 0))::float8 as "expiredTokens",
       (100.0 * in_error / nullif(c.total, 0))::float8 as "connectionsInError"
     from syncs s, connections c`,
  );
  if (!figures) throw new Error('a select without a row');
  return figures;
}
