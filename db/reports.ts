import type { BestPost } from '../contracts/weeklyReport.ts';
import { row, rows } from './query.ts';

/** The week a report is about, and the one before it, which it is compared with. */
export interface ReportPeriod {
  /** The start of the week before. */
  before: Date;
  start: Date;
  /** Exclusive. */
  end: Date;
}

/** A connection's figures of both weeks. Null is what the platform did not tell. */
export interface ConnectionFiguresRow {
  id: string;
  platform: string;
  username: string;
  /** Connected within the week: there is nothing to compare with. */
  isNew: boolean;
  followers: number | null;
  followersBefore: number | null;
  posts: number;
  reach: number | null;
  reachBefore: number | null;
  interactions: number | null;
  interactionsBefore: number | null;
}

export interface BestPostRow extends BestPost {
  platform: string;
}

/** Of the account's figures between two instants the last that was told. */
const followersBetween = (from: string, until: string) =>
  `(select followers from social_media_stats s
    where s.connection_id = c.id and followers is not null and recorded_at >= ${from} and recorded_at < ${until}
    order by recorded_at desc limit 1)::float8`;

/**
 * The posts of both weeks with their metrics as they stood at the end of their own week: so that the older ones had
 * no more time to gather them. Of a post that was first seen later, the metrics it has now.
 * $1 project, $2 before, $3 start, $4 end.
 */
const postsOfBothWeeks = `
  select p.*, c.platform, c.username, p.published_at >= $3 as recent, m.reach as told_reach,
    m.impressions as told_impressions, m.views as told_views,
    case when num_nonnulls(m.likes, m.comments, m.shares, m.saves) > 0
      then coalesce(m.likes, 0) + coalesce(m.comments, 0) + coalesce(m.shares, 0) + coalesce(m.saves, 0)
    end as interactions
  from social_media_connections c
  join social_media_posts p on p.connection_id = c.id and p.published_at >= $2 and p.published_at < $4
  cross join lateral (
    select recorded_at, likes, comments, shares, saves, reach, impressions, views from social_media_post_metrics
    where post_id = p.id and recorded_at < case when p.published_at >= $3 then $4::timestamptz else $3 end
    union all select '-infinity', p.likes, p.comments, p.shares, p.saves, p.reach, p.impressions, p.views
    order by recorded_at desc limit 1
  ) m
  where c.project_id = $1 and c.connection_status <> 'revoked'`;

const parametersOf = (projectId: string, { before, start, end }: ReportPeriod) => [
  projectId,
  before,
  start,
  end,
];

/** Every account that was connected by the end of the week, by platform and name, with its figures. */
export const readConnectionFigures = (projectId: string, period: ReportPeriod) =>
  rows<ConnectionFiguresRow>(
    `with posts as (${postsOfBothWeeks})
     select c.id, c.platform, c.username, c.created_at >= $3 as "isNew",
       ${followersBetween('$3', '$4')} as followers, ${followersBetween('$2', '$3')} as "followersBefore",
       count(p.id) filter (where recent)::int as posts,
       sum(told_reach) filter (where recent)::float8 as reach,
       sum(told_reach) filter (where not recent)::float8 as "reachBefore",
       sum(interactions) filter (where recent)::float8 as interactions,
       sum(interactions) filter (where not recent)::float8 as "interactionsBefore"
     from social_media_connections c left join posts p on p.connection_id = c.id
     where c.project_id = $1 and c.connection_status <> 'revoked' and c.created_at < $4
     group by c.id order by c.platform, lower(c.username), c.id`,
    parametersOf(projectId, period),
  );

/** The week's posts that most people reacted to, at most `limit`. */
export const readBestPosts = (projectId: string, period: ReportPeriod, limit: number) =>
  rows<BestPostRow>(
    `select platform, username, caption, url, published_at as "publishedAt", interactions::float8 as interactions,
       told_reach::float8 as reach, told_impressions::float8 as impressions, told_views::float8 as views
     from (${postsOfBothWeeks}) posts where recent and interactions > 0
     order by posts.interactions desc, told_reach desc nulls last, id limit $5`,
    [...parametersOf(projectId, period), limit],
  );

/**
 * All followers of a project's accounts at each of these instants, in order; null where no account had told any. An
 * account counts as it was last told before; one that was connected later counts from the beginning with the first
 * it told, for connecting it is no growth.
 */
export async function readFollowersOverTime(
  projectId: string,
  { since, instants }: { since: Date; instants: Date[] },
): Promise<(number | null)[]> {
  const found = await rows<{ followers: number | null }>(
    `with told as (
       select connection_id, recorded_at, followers from social_media_stats s
       join social_media_connections c on c.id = s.connection_id
       where c.project_id = $1 and c.connection_status <> 'revoked' and s.followers is not null
         and s.recorded_at >= $2 and s.recorded_at < (select max(at) from unnest($3::timestamptz[]) at)),
     accounts as (select distinct connection_id from told)
     select sum(coalesce(
       (select followers from told where told.connection_id = a.connection_id and recorded_at < at
        order by recorded_at desc limit 1),
       (select followers from told where told.connection_id = a.connection_id order by recorded_at limit 1)
     ))::float8 as followers
     from unnest($3::timestamptz[]) with ordinality as instants (at, n) left join accounts a on true
     group by n order by n`,
    [projectId, since, instants.map((at) => at.toISOString())],
  );
  return found.map(({ followers }) => followers);
}

/** A report's reader, as long as they are a member who wants it; undefined afterwards. */
export const findReportReader = (projectId: string, userId: string) =>
  row<{ projectName: string; timezone: string }>(
    `select p.name as "projectName", p.timezone from memberships m
     join projects p on p.id = m.project_id and p.deleted_at is null
     join users u on u.id = m.user_id and u.is_active and u.wants_weekly_report
     where m.project_id = $1 and m.user_id = $2`,
    [projectId, userId],
  );

/** The time zones that projects keep. */
export const listProjectTimezones = () =>
  rows<{ timezone: string }>('select distinct timezone from projects where deleted_at is null');
