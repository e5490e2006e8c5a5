import type { BatchRequest, WalkKind } from '../contracts/syncing.ts';
import { rows } from './query.ts';

/**
 * Which connections each kind of work is about. A token is kept alive also while something else is in error; one that has
 * expired for good only its owner can mend.
 */
const wanted: Record<WalkKind, string> = {
  sync: `c.connection_status = 'active' and (c.last_synced_at is null or c.last_synced_at < since)`,
  repair: `c.connection_status = 'error'`,
  refresh: `c.connection_status in ('active', 'error') and c.token_expires_at <= now + make_interval(days => days)
    and (c.refreshed_at is null or c.refreshed_at < since)`,
};

/** A first round leaves out what it has tried; a later one takes what was put off, or found its platform away. */
const tried = `exists (select from social_media_sync_logs l where l.connection_id = c.id and l.created_at >= since
  and l.sync_type = kind and (not again or l.error_code in ('rate_limited', 'platform_unavailable')))`;

/** Tokens that expire within a week, where nobody says otherwise. */
const usualDays = 7;

/**
 * The ids of the next `size` connections of a walk, in their order. What has been done since the walk began is left
 * out, so that a batch that is repeated goes on where it stopped.
 */
export async function findBatch(request: BatchRequest, size: number, now: Date): Promise<string[]> {
  const { kind, after, until, since, again, days = usualDays } = request;
  const found = await rows<{ id: string }>(
    `with asked as (select $3::timestamptz as since, $4::timestamptz as now, $5::int as days, $6::text as kind,
       $7::boolean as again)
     select c.id from social_media_connections c, asked
     where c.id > $1 and c.id <= $2 and ${wanted[kind]} and ${again ? '' : 'not '}${tried}
     order by c.id limit ${size}`,
    [after, until, since, now, days, kind, again],
  );
  return found.map(({ id }) => id);
}
