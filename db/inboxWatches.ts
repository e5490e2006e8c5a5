import { row, rows } from './query.ts';

/** A connection whose inbox is watched. */
export interface WatchedInbox {
  id: string;
  platform: string;
  externalId: string;
  projectId: string;
  userId: string;
  /** What its person allowed; null where that is not known. */
  scopes: string[] | null;
  /** Until then we know of every message; null at the first look. */
  completeUntil: Date | null;
  /** When a webhook last told of the account. */
  lastEventAt: Date | null;
}

const watched = `select c.id, c.platform, c.external_id as "externalId", c.project_id as "projectId",
    c.user_id as "userId", c.scopes, w.complete_until as "completeUntil",
    (select max(e.received_at) from inbox_events e where e.channel = c.platform and e.account_id = c.external_id)
      as "lastEventAt"
  from social_media_connections c left join inbox_watches w on w.connection_id = c.id
  where c.connection_status = 'active' and c.access_token_encrypted is not null`;

/** The inbox of a connection that works; undefined without one. */
export const findWatchedInbox = (connectionId: string) =>
  row<WatchedInbox>(`${watched} and c.id = $1`, [connectionId]);

/**
 * Inboxes to look after, those first that waited longest: never looked at; not for an hour, and quiet for as long; not for
 * a day.
 */
export const findDueInboxes = (platforms: string[], now: Date, limit: number) =>
  rows<WatchedInbox>(
    `${watched} and c.platform = any($1::text[]) and (w.checked_at is null or w.checked_at < $2::timestamptz - interval '1 day'
       or w.checked_at < $2::timestamptz - interval '1 hour' and not exists (
         select from inbox_events e where e.channel = c.platform and e.account_id = c.external_id
           and e.received_at > $2::timestamptz - interval '1 hour'))
     order by w.checked_at nulls first, c.id limit ${limit}`,
    [platforms, now],
  );

/** Writes down a look at an inbox: until when its messages are known, or why it could not be looked at. */
export async function keepWatch(
  connectionId: string,
  { checkedAt, completeUntil, problem }: { checkedAt: Date; completeUntil: Date; problem: string | null },
): Promise<void> {
  await rows(
    `insert into inbox_watches (connection_id, checked_at, complete_until, problem) values ($1, $2, $3, $4)
     on conflict (connection_id) do update set checked_at = $2, complete_until = $3, problem = $4 returning 1 as kept`,
    [connectionId, checkedAt, completeUntil, problem],
  );
}
