import { z } from 'zod';
import { findAccount, type Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { recentPosts, type SandboxPost } from '../social/posts.ts';
import { Refused } from '../social/refused.ts';
import { readList } from './parameters.ts';

/** Nineteen digits, which exceed 2^53: ids are text. */
const tweetId = ({ number }: SandboxPost) => `1${number.padStart(18, '0')}`;
const mediaKey = (post: SandboxPost) => `${post.kind === 'video' ? 7 : 3}_${tweetId(post)}`;

const instant = z.iso
  .datetime({ precision: 0 })
  .transform((text) => Date.parse(text))
  .optional();
const Page = z.object({
  max_results: z.coerce.number().int().min(5).max(100).default(10),
  /** What an earlier answer gave: when its last post was published. */
  pagination_token: z
    .string()
    .regex(/^p\d+$/)
    .transform((token) => Number(token.slice(1)))
    .optional(),
  start_time: instant,
  end_time: instant,
});

/** https://docs.x.com/x-api/fundamentals/data-dictionary#tweet */
const fields: Record<string, (post: SandboxPost, account: Account) => unknown> = {
  id: tweetId,
  text: ({ text }) => text,
  edit_history_tweet_ids: (post) => [tweetId(post)],
  author_id: (_post, { id }) => id,
  created_at: ({ publishedAt }) => new Date(publishedAt).toISOString(),
  attachments: (post) => ({ media_keys: [mediaKey(post)] }),
  public_metrics: ({ views, likes, comments, shares, saves }) => ({
    retweet_count: Math.ceil(shares * 0.8),
    quote_count: Math.floor(shares * 0.2),
    reply_count: comments,
    like_count: likes,
    bookmark_count: saves,
    impression_count: views,
  }),
};
const always = ['id', 'text', 'edit_history_tweet_ids'];

/** https://docs.x.com/x-api/fundamentals/data-dictionary#media */
const mediaFields: Record<string, (post: SandboxPost, picture: string) => unknown> = {
  media_key: mediaKey,
  type: ({ kind }) => (kind === 'video' ? 'video' : 'photo'),
  url: ({ kind }, picture) => (kind === 'video' ? undefined : picture),
  preview_image_url: ({ kind }, picture) => (kind === 'video' ? picture : undefined),
  duration_ms: ({ kind, duration }) => (kind === 'video' ? duration * 1000 : undefined),
  public_metrics: ({ kind, views }) =>
    kind === 'video' ? { view_count: Math.round(views * 0.6) } : undefined,
};

/** https://docs.x.com/x-api/users/get-posts */
export const tweets: Endpoint = {
  method: 'GET',
  path: '/api/2/users/:id/tweets',
  scopes: ['tweet.read'],
  operation: 'list',
  handle(call) {
    const author = findAccount(call.store, call.platform.name, String(call.ctx.params.id));
    if (!author)
      throw new Refused('not_found', `Could not find user with id: [${String(call.ctx.params.id)}].`);
    const asked = readList(call, 'tweet.fields', Object.keys(fields));
    const ofMedia = readList(call, 'media.fields', Object.keys(mediaFields));
    const expansions = readList(call, 'expansions', ['attachments.media_keys', 'author_id']);
    readList(call, 'exclude', ['retweets', 'replies']);
    const { posts, nextToken } = readPage(call, author);
    const names = [...new Set([...always, ...asked])];
    call.ctx.body = {
      // Without a post there is no data.
      ...(posts.length > 0 && {
        data: posts.map((post) =>
          Object.fromEntries(names.map((name) => [name, fields[name]?.(post, author)])),
        ),
        ...(expansions.includes('attachments.media_keys') && {
          includes: { media: posts.map((post) => mediaOf(call, author, post, ofMedia)) },
        }),
      }),
      meta: metaOf(posts, nextToken),
    };
  },
};

function readPage(call: AccountCall, author: Account): { posts: SandboxPost[]; nextToken: string | null } {
  const page = Page.safeParse(Object.fromEntries(call.query));
  if (!page.success) throw new Refused('invalid_parameter', z.prettifyError(page.error));
  const { max_results: most, pagination_token: token, start_time: from = 0, end_time: to } = page.data;
  const before = Math.min(token ?? Infinity, to ?? Infinity);
  const found = recentPosts(call, author, most + 1, before).filter((post) => post.publishedAt >= from);
  const posts = found.slice(0, most);
  return { posts, nextToken: found.length > most ? `p${posts.at(-1)?.publishedAt}` : null };
}

function metaOf(posts: SandboxPost[], nextToken: string | null) {
  const [newest, oldest] = [posts[0], posts.at(-1)];
  return {
    ...(newest && oldest && { newest_id: tweetId(newest), oldest_id: tweetId(oldest) }),
    result_count: posts.length,
    ...(nextToken && { next_token: nextToken }),
  };
}

function mediaOf({ origin }: AccountCall, author: Account, post: SandboxPost, asked: string[]) {
  const picture = postPictureUrl(origin, author, post);
  const names = [...new Set(['media_key', 'type', ...asked])];
  return Object.fromEntries(names.map((name) => [name, mediaFields[name]?.(post, picture)]));
}
