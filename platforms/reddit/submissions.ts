import { z } from 'zod';
import { unreadable } from '../errors.ts';
import { mayAsk } from '../permissions.ts';
import type { AccountCall } from '../credentials.ts';
import { noMetrics, type Platform, type RecentPost } from '../platform.ts';
import { readMe } from './accounts.ts';

const Submission = z.object({
  /** The full name, with its kind: t3_15bfi0. */
  name: z.string(),
  title: z.string(),
  subreddit: z.string().nullish(),
  permalink: z.string(),
  thumbnail: z.string().nullish(),
  is_self: z.boolean().nullish(),
  is_video: z.boolean().nullish(),
  is_gallery: z.boolean().nullish(),
  post_hint: z.string().nullish(),
  /** Seconds since 1970, UTC. */
  created_utc: z.number(),
  /** Votes for less those against, made a little inexact on purpose. */
  score: z.number().nullish(),
  num_comments: z.number().nullish(),
  num_crossposts: z.number().nullish(),
  view_count: z.number().nullish(),
});
export type Submission = z.infer<typeof Submission>;
const Listing = z.object({
  data: z.object({ after: z.string().nullish(), children: z.array(z.object({ data: Submission })) }),
});
/** The most that a page holds. */
export const pageSize = 100;

/** https://www.reddit.com/dev/api#GET_user_{username}_submitted: newest first, by pages; asked for by name, not id. */
export const posts: Platform['posts'] = async (call, { since, limit }) => {
  if (!mayAsk(call, 'history')) return [];
  const { name } = await readMe(call);
  const found: RecentPost[] = [];
  let after: string | null | undefined;
  do {
    const { data } = await readPage(call, name, Math.min(pageSize, limit - found.length), after);
    const page = data.children.map((child) => presentSubmission(call, child.data));
    const recent = page.filter(({ publishedAt }) => publishedAt >= since);
    found.push(...recent);
    after = recent.length === page.length ? data.after : null;
  } while (after && found.length < limit);
  return found;
};

/** A page of what an account submitted, newest first; the next one comes after `data.after`. */
export async function readPage(
  { http, accessToken }: AccountCall,
  name: string,
  limit: number,
  after?: string | null,
): Promise<z.infer<typeof Listing>> {
  const query = { sort: 'new', limit, after: after ?? undefined, raw_json: 1 };
  const path = `/user/${encodeURIComponent(name)}/submitted`;
  const { json } = await http.send({ host: 'oauth', path, query, bearer: accessToken });
  const listing = Listing.safeParse(json);
  if (!listing.success) throw unreadable('Reddit answered no list of submissions');
  return listing.data;
}

export const addressOf = ({ http }: AccountCall, { permalink }: Pick<Submission, 'permalink'>): string =>
  http.pageAt('www', permalink);

const presentSubmission = (call: AccountCall, submission: Submission): RecentPost => ({
  externalId: submission.name,
  url: addressOf(call, submission),
  kind: kindOf(submission),
  caption: submission.title,
  // Without a picture there is a word: self, default, nsfw.
  thumbnailUrl: submission.thumbnail?.startsWith('http') ? submission.thumbnail : null,
  publishedAt: new Date(submission.created_utc * 1000),
  metrics: {
    ...noMetrics,
    likes: submission.score === null || submission.score === undefined ? null : Math.max(0, submission.score),
    comments: submission.num_comments ?? null,
    shares: submission.num_crossposts ?? null,
    views: submission.view_count ?? null,
  },
});

function kindOf(submission: Submission): RecentPost['kind'] {
  if (submission.is_gallery) return 'carousel';
  if (submission.is_video) return 'video';
  if (submission.is_self) return 'text';
  return submission.post_hint === 'image' ? 'image' : 'link';
}
