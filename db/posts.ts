import type { ConnectionReason } from '../contracts/connections.ts';
import type { FailureAnswer } from '../contracts/failureAnswer.ts';
import type { PostState, PublicationState } from '../contracts/ledger.ts';
import { personName } from './people.ts';
import { row, rows } from './query.ts';

/** One post at one account, as people see it. */
export interface TargetRow {
  id: string;
  connectionId: string | null;
  platform: string;
  username: string | null;
  state: PublicationState;
  stateSince: string;
  caption: string | null;
  firstComment: string | null;
  firstCommentState: 'none' | 'due' | 'writing' | 'done' | 'failed' | 'unclear';
  /** Why the first comment ended so, where it was not written or may not be. */
  firstCommentCode: string | null;
  altTexts: (string | null)[] | null;
  options: Record<string, string>;
  publishedAt: string | null;
  platformPostId: string | null;
  platformPostUrl: string | null;
  problemCode: string | null;
  problemDetail: string | null;
  problemAnswer: FailureAnswer | null;
  /** It was refused, but an earlier call of it had an unknown outcome. */
  mayBeThere: boolean;
  /** Why its account waits for its owner; null where it does not. */
  accountReason: ConnectionReason | null;
  /** What the account's owner allowed; null where that is not known. */
  grantedScopes: string[] | null;
  /** When it is tried or looked for again; null where nothing is waited for. */
  nextAttemptAt: string | null;
}

export interface PostMediaRow {
  kind: 'image' | 'video';
  imageId: number | null;
  fileKey: string;
  altText: string | null;
}

/** A post with its media and targets, in their order. Times within `media` and `targets` are ISO 8601. */
export interface PostRow {
  id: number;
  caption: string;
  hashtags: string;
  placement: 'feed' | 'story';
  /** Null: a draft whose time nobody has chosen yet. */
  scheduledTime: Date | null;
  state: PostState;
  lateMinutes: number;
  lateAction: 'publish' | 'skip' | 'ask';
  createdAt: Date;
  media: PostMediaRow[];
  targets: TargetRow[];
}

export interface PostDetailRow extends PostRow {
  userNumber: number;
  username: string;
  personName: string;
  prompt: string | null;
  postedAt: Date | null;
  metadata: Record<string, unknown>;
  updatedAt: Date;
  /** What it was before somebody had it published now; null where nobody had. */
  formerState: 'draft' | 'scheduled' | null;
  formerTime: Date | null;
}

const iso = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A post's columns, of `scheduled_posts s`: what a `PostRow` has. */
export const postColumns = `s.id, s.caption, s.hashtags, s.placement, s.scheduled_time as "scheduledTime", s.state,
  s.late_minutes as "lateMinutes", s.late_action as "lateAction", s.created_at as "createdAt",
  coalesce((select json_agg(json_build_object('kind', m.kind, 'imageId', m.image_id, 'fileKey', m.file_key,
    'altText', m.alt_text) order by m.position) from post_media m where m.post_id = s.id), '[]') as media,
  coalesce((select json_agg(json_build_object('id', p.id, 'connectionId', p.connection_id, 'platform', p.platform,
    'username', coalesce(c.username, p.account_id), 'state', p.state,
    'stateSince', ${iso('p.state_since')}, 'caption', p.caption,
    'firstComment', p.first_comment, 'firstCommentState', p.first_comment_state,
    'firstCommentCode', case when p.first_comment_state in ('failed', 'unclear') then (
      select e.code from post_events e where e.publication_id = p.id and e.kind in ('commentFailed', 'commentUnclear')
      order by e.id desc limit 1) end, 'altTexts', p.alt_texts,
    'options', p.options, 'publishedAt', ${iso('p.published_at')}, 'platformPostId', p.platform_post_id,
    'platformPostUrl', p.platform_post_url, 'problemCode', p.problem_code, 'problemDetail', p.problem_detail,
    'problemAnswer', p.problem_answer,
    'mayBeThere', p.state = 'rejected' and exists (
      select from post_events e where e.publication_id = p.id and e.kind = 'silence'),
    'accountReason', case c.connection_status when 'needs_reauth' then c.status_reason end, 'grantedScopes', c.scopes,
    'nextAttemptAt', case when p.resume_at > now() and p.state in ('planned', 'preparing', 'prepared', 'unknown')
      then ${iso('p.resume_at')} end)
    order by p.position) from publications p left join social_media_connections c on c.id = p.connection_id
    where p.post_id = s.id), '[]') as targets`;

/** One post of a project with all that is known of it; undefined when there is none. */
export const findPost = (projectId: string, postId: number) =>
  row<PostDetailRow>(
    `select ${postColumns}, u.number as "userNumber", u.username, ${personName} as "personName", s.posted_at as "postedAt", s.metadata,
       s.updated_at as "updatedAt", s.former_state as "formerState", s.former_time as "formerTime",
       (select i.prompt from post_media m join images i on i.id = m.image_id where m.post_id = s.id
        order by m.position limit 1) as prompt
     from scheduled_posts s join users u on u.id = s.user_id where s.project_id = $1 and s.id = $2`,
    [projectId, postId],
  );

/** A post's state; undefined when it is gone. */
export const readPostState = (postId: number) =>
  row<{ state: PostState }>('select state from scheduled_posts where id = $1', [postId]);

export interface PostEventRow {
  at: Date;
  /** How often it happened, one time after the other, and when the last time was, where that was more than once. */
  times: number;
  lastAt: Date | null;
  kind: string;
  state: string | null;
  epoch: number | null;
  contentHash: string | null;
  code: string | null;
  detail: string | null;
  answer: FailureAnswer | null;
  publicationId: string | null;
  connectionId: string | null;
  platform: string | null;
  username: string | null;
  actorNumber: number | null;
  actorUsername: string | null;
  actorName: string | null;
}

/** The last of what happened to a post, in its order, and how much came before that. */
export async function readTimeline(
  postId: number,
  limit: number,
): Promise<{ events: PostEventRow[]; earlier: number }> {
  const [events, counted] = await Promise.all([
    readLatestEvents(postId, limit),
    row<{ count: number }>('select count(*)::int as count from post_events where post_id = $1', [postId]),
  ]);
  return { events: events.toReversed(), earlier: Math.max(0, (counted?.count ?? 0) - events.length) };
}

const readLatestEvents = (postId: number, limit: number) =>
  rows<PostEventRow>(
    `select e.at, e.times, e.last_at as "lastAt", e.kind, e.state, e.epoch, e.content_hash as "contentHash", e.code, e.detail,
       e.answer,
       p.id as "publicationId", p.connection_id as "connectionId", p.platform,
       coalesce(c.username, p.account_id) as username,
       u.number as "actorNumber", u.username as "actorUsername", ${personName} as "actorName"
     from post_events e
     left join publications p on p.id = e.publication_id
     left join social_media_connections c on c.id = p.connection_id
     left join users u on u.id = e.actor_id
     where e.post_id = $1 order by e.id desc limit $2`,
    [postId, limit],
  );

export interface PostFigures {
  byState: Partial<Record<PostState, number>>;
  byPlatform: Record<string, number>;
  upcoming: number;
  thisWeek: number;
  thisMonth: number;
}

/** A project's posts in figures; weeks (from Monday) and months are those of its own time zone. */
export async function readPostFigures(projectId: string): Promise<PostFigures> {
  const figures = await row<PostFigures>(
    `with mine as (select s.id, s.state, s.scheduled_time from scheduled_posts s where s.project_id = $1),
     zone as (select timezone as name, now() at time zone timezone as today from projects where id = $1),
     periods as (
       select count(*) filter (where s.scheduled_time >= date_trunc('week', today) at time zone name
           and s.scheduled_time < (date_trunc('week', today) + interval '1 week') at time zone name)::int as week,
         count(*) filter (where s.scheduled_time >= date_trunc('month', today) at time zone name
           and s.scheduled_time < (date_trunc('month', today) + interval '1 month') at time zone name)::int as month
       from mine s, zone where s.state not in ('draft', 'cancelled')
     )
     select
       (select coalesce(jsonb_object_agg(state, n), '{}') from
         (select state, count(*) as n from mine group by 1) s) as "byState",
       (select coalesce(jsonb_object_agg(platform, n), '{}') from
         (select p.platform, count(*) as n from publications p join mine on mine.id = p.post_id group by 1) p)
         as "byPlatform",
       (select count(*)::int from mine where state = 'scheduled' and scheduled_time > now()) as upcoming,
       (select week from periods) as "thisWeek", (select month from periods) as "thisMonth"`,
    [projectId],
  );
  if (!figures) throw new Error('a select without a row');
  return figures;
}
