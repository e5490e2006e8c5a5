/** What is counted of an account, by the names of the columns and of the API's members. */
export const accountFigures = [
  'followers',
  'following',
  'posts',
  'views',
  'reach',
  'likes',
  'comments',
  'shares',
] as const;

/** An account's figures. Null is what the platform does not tell: it is no zero. */
export type AccountFigures = Record<(typeof accountFigures)[number], number | null>;

/**
 * What happens, rather than stands: some platforms tell of one day of it, others of all since the account began. Never
 * to be summed or compared across the two. Followers, following and posts always stand as they are.
 */
export const activityFigures = ['views', 'reach', 'likes', 'comments', 'shares'] as const;

export type ActivityFigure = (typeof activityFigures)[number];

/** What is counted of a post since it was published. */
export const postFigures = [
  'likes',
  'comments',
  'shares',
  'saves',
  'views',
  'reach',
  'impressions',
  'clicks',
] as const;

export type PostFigures = Record<(typeof postFigures)[number], number | null>;

/**
 * How many people, or how often, a post was seen, the best measure first: what an engagement rate is a share of. A post
 * tells the first three; the followers are its account's.
 */
export const audiences = ['reach', 'impressions', 'views', 'followers'] as const;

export type Audience = (typeof audiences)[number];

/** A share that fewer reactions make says little: by share, such posts come after all others. */
export const manyReactions = 10;
