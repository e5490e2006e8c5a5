import type { ConnectionReason } from '../contracts/connections.ts';
import type { Language } from '../contracts/languages.ts';
import { rows } from './query.ts';

/** Who comes to a project later is not told what was taken over before: nobody can change it any more. */
const takenOverDays = 7;

/**
 * Connections that need a person, now or within the days in $3: `kind` says which, `token_expires_at` names the token
 * it is about (its end; of a token without one, since when it fails), `reason` why it has stopped. Parameters: $1 the
 * platforms whose tokens a refresh token renews, $2 now, $3 days. Every other token is at its own end within those days
 * only where nothing renews it, or where renewing it has failed for days.
 */
const needing = `
  select id as connection_id, project_id, user_id, platform, username, scopes, last_synced_at,
    coalesce(ends_at, expires_at, status_since) as token_expires_at,
    case when connection_status in ('expired', 'needs_reauth', 'revoked') or ends_at <= $2::timestamptz
      then 'needs_you' else 'expiring' end as kind,
    case when connection_status in ('expired', 'needs_reauth', 'revoked') then status_reason
      when ends_at <= $2::timestamptz then 'token_expired' end as reason,
    status_since
  from (
    select *, token_expires_at as expires_at,
      case when platform = any($1::text[]) and refresh_token_encrypted is not null then refresh_expires_at
        else token_expires_at end as ends_at
    from social_media_connections
  ) c
  where connection_status in ('expired', 'needs_reauth')
    or connection_status = 'revoked' and status_reason = 'taken_over'
      and status_since > $2::timestamptz - interval '${takenOverDays} days'
    or connection_status in ('active', 'error') and ends_at <= $2::timestamptz + make_interval(days => $3::int)`;

/** Who hears of a connection: who connected it, as long as they are a member; else the project's owners. */
const recipients = `
  join projects p on p.id = n.project_id and p.deleted_at is null
  join memberships m on m.project_id = n.project_id and (
    m.user_id = n.user_id or m.role = 'owner' and not exists (
      select from memberships own where own.project_id = n.project_id and own.user_id = n.user_id))
  join users u on u.id = m.user_id and u.is_active and u.wants_token_notices`;

/** Tokens that end within so many days are told of. */
const noticeDays = 3;

const parametersOf = (byRefreshToken: string[], now: Date) => [byRefreshToken, now, noticeDays];

export interface NoticeBatch {
  batchId: string;
  email: string;
  locale: Language;
  /** Whether one of its connections has stopped already. */
  needsYou: boolean;
}

/**
 * Writes down, for at most `people` persons, every connection that they have not been told of and should be, and
 * returns one batch a person. Of several at once, one writes it.
 */
export const writeTokenNotices = (byRefreshToken: string[], now: Date, people: number) =>
  rows<NoticeBatch>(
    `with unsent as materialized (
       select n.connection_id, n.token_expires_at, n.kind, m.user_id
       from (${needing}) n ${recipients}
       where not exists (select from token_notices t
         where (t.connection_id, t.token_expires_at, t.kind, t.user_id)
           = (n.connection_id, n.token_expires_at, n.kind, m.user_id))),
     batches as materialized (
       select user_id, gen_random_uuid() as batch_id
       from (select distinct user_id from unsent order by user_id limit $4::int) persons),
     written as (
       insert into token_notices (connection_id, token_expires_at, kind, user_id, batch_id)
       select connection_id, token_expires_at, kind, user_id, batch_id from unsent join batches using (user_id)
       order by user_id, connection_id, token_expires_at, kind
       on conflict do nothing returning *)
     select batch_id as "batchId", email, locale, bool_or(kind = 'needs_you') as "needsYou"
     from written join users u on u.id = written.user_id group by batch_id, email, locale`,
    [...parametersOf(byRefreshToken, now), people],
  );

export interface NoticedConnection {
  /** Whom the batch is for. */
  userId: string;
  connectionId: string;
  kind: 'expiring' | 'needs_you' | 'taken_over';
  /** Why it has stopped, where that is known. */
  reason: ConnectionReason | null;
  platform: string;
  /** What was granted, less what the platform said is missing; null where it does not tell. */
  scopes: string[] | null;
  username: string;
  projectName: string;
  timezone: string;
  endsAt: Date;
  since: Date;
  lastSyncedAt: Date | null;
}

/** The connections of a batch that still need a person, the most urgent first. */
export const readNoticedConnections = (batchId: string, byRefreshToken: string[], now: Date) =>
  rows<NoticedConnection>(
    `select m.user_id as "userId", n.connection_id as "connectionId", case when n.reason = 'taken_over' then n.reason else n.kind end as kind, n.reason,
       n.status_since as since, n.platform, n.scopes, n.username, p.name as "projectName", p.timezone,
       n.token_expires_at as "endsAt", n.last_synced_at as "lastSyncedAt"
     from (${needing}) n ${recipients}
     join (select distinct connection_id, user_id from token_notices where batch_id = $4) t
       on t.connection_id = n.connection_id and t.user_id = m.user_id
     order by n.kind desc, n.token_expires_at, n.connection_id`,
    [...parametersOf(byRefreshToken, now), batchId],
  );

interface WaitingPost {
  connectionId: string;
  caption: string;
  scheduledTime: Date;
  /** How many posts wait for the connection in all. */
  count: number;
}

/**
 * The posts that connections are still to publish, or to be read back by, the soonest first: at most `limit` for each.
 */
export const readWaitingPosts = (connectionIds: string[], limit: number) =>
  rows<WaitingPost>(
    `select * from (
       select p.connection_id as "connectionId", left(coalesce(p.caption, s.caption), 200) as caption,
         s.scheduled_time as "scheduledTime", (count(*) over (partition by p.connection_id))::int as count,
         row_number() over (partition by p.connection_id order by s.scheduled_time, s.id) as place
       from publications p join scheduled_posts s on s.id = p.post_id
       where p.connection_id = any($1::uuid[]) and (p.state in ('planned', 'preparing', 'prepared', 'waiting')
           or p.state = 'parked' and p.problem_code = 'reconnect_to_look')
         and s.state not in ('draft', 'cancelled')
     ) waiting where place <= $2 order by "connectionId", place`,
    [connectionIds, limit],
  );
