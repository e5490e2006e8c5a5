import { z } from 'zod';
import { unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import { noMetrics, type Platform, type RecentPost } from '../platform.ts';

const Media = z.object({
  media_key: z.string(),
  type: z.string(),
  url: z.string().nullish(),
  preview_image_url: z.string().nullish(),
  public_metrics: z.object({ view_count: z.number().nullish() }).nullish(),
});
const Tweet = z.object({
  id: z.string(),
  text: z.string(),
  created_at: z.iso.datetime(),
  attachments: z.object({ media_keys: z.array(z.string()).nullish() }).nullish(),
  entities: z
    .object({
      urls: z
        .array(z.object({ url: z.string(), expanded_url: z.string(), media_key: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
  public_metrics: z
    .object({
      retweet_count: z.number().nullish(),
      quote_count: z.number().nullish(),
      reply_count: z.number().nullish(),
      like_count: z.number().nullish(),
      bookmark_count: z.number().nullish(),
      impression_count: z.number().nullish(),
    })
    .nullish(),
});
export type Tweet = z.infer<typeof Tweet>;
/** Without a post there is no `data` at all. */
const TimelinePage = z.object({
  data: z.array(Tweet).default([]),
  includes: z.object({ media: z.array(Media).nullish() }).nullish(),
  meta: z.object({ next_token: z.string().nullish() }),
});
/** How many a page may be asked for. */
const [fewest, most] = [5, 100];

/** https://docs.x.com/x-api/users/get-posts: newest first, by pages; what the account only reposted is not its own. */
export const posts: Platform['posts'] = async (call, { since, limit }) => {
  const found: RecentPost[] = [];
  let token: string | null | undefined;
  do {
    const page = await readPage(call, since, limit - found.length, token);
    const media = new Map(page.includes?.media?.map((each) => [each.media_key, each]));
    found.push(...page.data.map((tweet) => presentTweet(call, tweet, media)));
    token = page.meta.next_token;
  } while (token && found.length < limit);
  return found.filter(({ publishedAt }) => publishedAt >= since).slice(0, limit);
};

/** One page of what the account posted since then, `wanted` posts or some more. */
export async function readPage(
  { http, accessToken, externalId }: AccountCall,
  since: Date,
  wanted: number,
  token?: string | null,
): Promise<z.infer<typeof TimelinePage>> {
  const query = {
    // Whole seconds are all that it takes.
    start_time: since.toISOString().replace(/\.\d+Z$/, 'Z'),
    max_results: Math.min(most, Math.max(fewest, wanted)),
    exclude: 'retweets',
    'tweet.fields': 'created_at,public_metrics,attachments,entities',
    expansions: 'attachments.media_keys',
    'media.fields': 'type,url,preview_image_url,public_metrics',
    pagination_token: token ?? undefined,
  };
  const path = `/2/users/${externalId}/tweets`;
  const { json } = await http.send({ host: 'api', path, query, bearer: accessToken });
  const page = TimelinePage.safeParse(json);
  if (!page.success) throw unreadable('X answered no list of posts');
  return page.data;
}

/** X leads from here to the address with the author's name, which may change. */
export const addressOf = ({ http }: Pick<AccountCall, 'http'>, id: string): string =>
  http.pageAt('x', `/i/status/${id}`);

function presentTweet(
  call: AccountCall,
  tweet: Tweet,
  known: Map<string, z.infer<typeof Media>>,
): RecentPost {
  const media = (tweet.attachments?.media_keys ?? []).flatMap((key) => known.get(key) ?? []);
  const [first] = media;
  const metrics = tweet.public_metrics;
  return {
    externalId: tweet.id,
    url: addressOf(call, tweet.id),
    kind: kindOf(media),
    caption: tweet.text,
    thumbnailUrl: first?.preview_image_url ?? first?.url ?? null,
    publishedAt: new Date(tweet.created_at),
    metrics: {
      ...noMetrics,
      likes: metrics?.like_count ?? null,
      comments: metrics?.reply_count ?? null,
      shares: sum(metrics?.retweet_count, metrics?.quote_count),
      saves: metrics?.bookmark_count ?? null,
      views: first?.public_metrics?.view_count ?? null,
      impressions: metrics?.impression_count ?? null,
    },
  };
}

function kindOf([first, second]: z.infer<typeof Media>[]): RecentPost['kind'] {
  if (!first) return 'text';
  if (second) return 'carousel';
  return first.type === 'photo' ? 'image' : 'video';
}

/** Both kinds of passing a post on. Null when neither is told. */
const sum = (one: number | null | undefined, other: number | null | undefined): number | null =>
  typeof one === 'number' || typeof other === 'number' ? (one ?? 0) + (other ?? 0) : null;
