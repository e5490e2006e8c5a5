/** The figures of a post that engagement is made of; null where the platform tells none. */
interface PostFigures {
  likes: number | null;
  comments: number | null;
  shares: number | null;
  saves: number | null;
  reach: number | null;
  views: number | null;
}

/** An account's engagement is that of the posts of so many days. */
export const engagementDays = 30;

/** What people did with a post; null when the platform tells nothing of it. */
function interactions({
  likes,
  comments,
  shares,
  saves,
}: Omit<PostFigures, 'reach' | 'views'>): number | null {
  const known = [likes, comments, shares, saves].filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0);
}

/** Percent, to the hundredth; null of or with nothing. */
function percent(part: number | null, whole: number | null): number | null {
  return part === null || !whole || whole < 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

/**
 * How many percent of those who saw a post did something with it: by its reach, else its views, else the account's
 * followers. Null when either side is unknown.
 */
export const postEngagementRate = (post: PostFigures, followers: number | null): number | null =>
  percent(interactions(post), post.reach || post.views || followers);

/**
 * How many percent of an account's followers do something with a post of it, on average over its posts since `since`.
 * Null when the followers are unknown or none, or no post tells of interactions.
 */
export function accountEngagementRate(
  followers: number | null,
  posts: (Omit<PostFigures, 'reach' | 'views'> & { publishedAt: Date })[],
  since: Date,
): number | null {
  const told = posts
    .filter(({ publishedAt }) => publishedAt >= since)
    .map(interactions)
    .filter((count) => count !== null);
  if (told.length === 0) return null;
  const mean = told.reduce((sum, count) => sum + count, 0) / told.length;
  return percent(mean, followers);
}
