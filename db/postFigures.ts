import { manyReactions, postFigures, type PostFigures } from '../contracts/figures.ts';
import { countsOf, rows } from './query.ts';

/** `$1` the project, `$2` a platform or null. A disconnected account is shown no more. */
const postsOfProject = `social_media_connections c join social_media_posts p on p.connection_id = c.id
     where c.project_id = $1 and ($2::text is null or c.platform = $2) and c.connection_status <> 'revoked'`;

export interface TopPostRow extends PostFigures {
  connection_id: string;
  platform: string;
  username: string;
  id: string;
  external_id: string;
  url: string | null;
  kind: string;
  caption: string;
  thumbnail_url: string | null;
  published_at: Date;
  engagement_rate: number | null;
}

interface TopPostsFilter {
  platform: string | null;
  connectionId: string | null;
  publishedAfter: string | null;
  publishedBefore: string | null;
  order: 'engagement_rate' | 'reactions';
  limit: number;
}

/** Null only where the platform tells none of them. */
const reactions = `case when num_nonnulls(p.likes, p.comments, p.shares) > 0
    then coalesce(p.likes, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0) end`;
const postOrders = {
  engagement_rate: `(${reactions} >= ${manyReactions} and p.engagement_rate is not null) is true desc,
    p.engagement_rate desc nulls last, p.likes desc nulls last`,
  reactions: `${reactions} desc nulls last`,
};

/**
 * The posts that moved most of those who saw them, among equals those with more likes; or those with most reactions. Of
 * the same the newer ones come first. A share that a handful of reactions makes is chance: such posts come after all
 * others.
 */
export const findTopPosts = (
  projectId: string,
  { platform, connectionId, publishedAfter, publishedBefore, order, limit }: TopPostsFilter,
) =>
  rows<TopPostRow>(
    `select p.id, c.id as connection_id, c.platform, c.username, p.external_id, p.url, p.kind, p.caption,
       p.thumbnail_url, p.published_at, ${countsOf(postFigures, 'p')}, p.engagement_rate
     from ${postsOfProject}
       and ($3::timestamptz is null or p.published_at >= $3) and ($5::uuid is null or c.id = $5)
       and ($6::timestamptz is null or p.published_at <= $6)
     order by ${postOrders[order]}, p.published_at desc, p.id
     limit $4`,
    [projectId, platform, publishedAfter, limit, connectionId, publishedBefore],
  );

/** How many posts a project's connections published in a period, and their figures together. */
export async function readPostSums(
  projectId: string,
  { since, until }: { since: Date; until: Date },
): Promise<{ posts: number } & Pick<PostFigures, 'likes' | 'comments' | 'shares' | 'views'>> {
  const sums = ['likes', 'comments', 'shares', 'views'].map((name) => `sum(p.${name})::float8 as ${name}`);
  const [found] = await rows<Awaited<ReturnType<typeof readPostSums>>>(
    `select count(*)::int as posts, ${sums.join(', ')}
     from ${postsOfProject} and p.published_at between $3 and $4`,
    [projectId, null, since, until],
  );
  if (!found) throw new Error('a sum without a row');
  return found;
}
