import { row } from './query.ts';

/** Quotas of posts count those of the last day. */
const quotaWindow = `interval '24 hours'`;

/**
 * When the quota of an account frees by what we published there, in ms: once the oldest post of the last day is a day
 * old. Null where we published nothing there.
 */
export async function readQuotaFreesIn(platform: string, accountId: string): Promise<number | null> {
  const found = await row<{ freesInMs: number | null }>(
    `select (extract(epoch from min(published_at) + ${quotaWindow} - now()) * 1000)::double precision as "freesInMs"
     from publications where platform = $1 and account_id = $2 and platform_post_id is not null
       and published_at > now() - ${quotaWindow}`,
    [platform, accountId],
  );
  return found?.freesInMs ?? null;
}

/** How many posts of a connection are planned within the day before an instant, and are not published yet. */
export async function countPlannedWithinADay(connectionId: string, until: Date): Promise<number> {
  const found = await row<{ count: number }>(
    `select count(*)::int as count from publications p join scheduled_posts s on s.id = p.post_id
     where p.connection_id = $1 and p.state in ('planned', 'preparing', 'prepared', 'committing', 'unknown', 'waiting')
       and s.state not in ('draft', 'cancelled')
       and s.scheduled_time > $2::timestamptz - ${quotaWindow} and s.scheduled_time <= $2::timestamptz`,
    [connectionId, until],
  );
  return found?.count ?? 0;
}
