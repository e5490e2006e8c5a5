import type { Audience, PostFigures } from '../../contracts/figures.ts';

type Reactions = Pick<PostFigures, 'likes' | 'comments' | 'shares' | 'saves'>;
type SeenPost = Reactions & Pick<PostFigures, Exclude<Audience, 'followers'>>;

/** What the posts of a platform are measured by: the same for all, or they could not be compared. */
interface Measure {
  audience: Audience;
  /** The account's. */
  followers: number | null;
}

/** An account's engagement is that of the posts of so many days. */
export const engagementDays = 30;

/** What people did with a post; null when the platform tells nothing of it. */
function reactionsTo({ likes, comments, shares, saves }: Reactions): number | null {
  const known = [likes, comments, shares, saves].filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0);
}

/** Percent, to the hundredth; null of nothing. */
const percent = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part / whole) * 10_000) / 100 : null;

/** A post's reactions and audience; null when either is not known, or nobody saw it. */
function sharesOf(post: SeenPost, { audience, followers }: Measure) {
  const reactions = reactionsTo(post);
  const seenBy = audience === 'followers' ? followers : post[audience];
  return reactions === null || seenBy === null || seenBy <= 0 ? null : { reactions, seenBy };
}

/**
 * A post's likes, comments, shares and saves in percent of its audience. Null when either is unknown: another measure
 * would make it a stranger among the platform's other posts.
 */
export function postEngagementRate(post: SeenPost, measure: Measure): number | null {
  const shares = sharesOf(post, measure);
  return shares && percent(shares.reactions, shares.seenBy);
}

/**
 * An account's engagement: all reactions to its posts since `since`, in percent of all their audience together, so that
 * a post that few saw weighs little. Null when no post tells of both.
 */
export function accountEngagementRate(
  posts: (SeenPost & { publishedAt: Date })[],
  measure: Measure,
  since: Date,
): number | null {
  const told = posts
    .filter(({ publishedAt }) => publishedAt >= since)
    .map((post) => sharesOf(post, measure))
    .filter((shares) => shares !== null);
  const sum = (of: 'reactions' | 'seenBy') => told.reduce((total, shares) => total + shares[of], 0);
  return percent(sum('reactions'), sum('seenBy'));
}
