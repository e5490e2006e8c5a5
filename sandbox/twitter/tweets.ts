import { z } from 'zod';
import { findAccount, type Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import { findPost, recentPosts, type SandboxPost } from '../social/posts.ts';
import { mediaPath } from '../social/publishing/media.ts';
import type { Publication } from '../social/publishing/publications.ts';
import { Refused } from '../social/refused.ts';
import { tellText } from './links.ts';
import { readList } from './parameters.ts';

/** What is kept of a post beside its text and its files. */
export interface TweetDetails extends Record<string, unknown> {
  media: { key: string; altText: string | null }[];
  inReplyTo: string | null;
}

/** Nineteen digits, which exceed 2^53: ids are text. */
export const tweetIdOf = (number: string) => `1${number.padStart(18, '0')}`;
export const numberOfTweet = (id: string) => id.slice(1).replace(/^0+/, '');
const tweetId = ({ number }: SandboxPost) => tweetIdOf(number);

interface TweetMedia {
  key: string;
  altText: string | null;
  type: 'photo' | 'video';
  picture: string;
}

/** The media of a post: those that were uploaded; one, where the account is told to have made it itself. */
function mediaOf({ origin }: Call, author: Account, post: SandboxPost): TweetMedia[] {
  const type = post.kind === 'video' ? 'video' : 'photo';
  const picture = postPictureUrl(origin, author, post);
  if (!post.publication) {
    return [{ key: `${type === 'video' ? 7 : 3}_${tweetId(post)}`, altText: null, type, picture }];
  }
  const { media: files, details } = post.publication;
  return (details as TweetDetails).media.map(({ key, altText }, index) => {
    const file = files[index];
    return {
      key,
      altText,
      type,
      picture: type === 'photo' && file ? `${origin}${mediaPath(file)}` : picture,
    };
  });
}

interface Subject {
  post: SandboxPost;
  account: Account;
  media: TweetMedia[];
  told: ReturnType<typeof tellText>;
}

function subjectOf(call: Call, account: Account, post: SandboxPost): Subject {
  const media = mediaOf(call, account, post);
  const address = `https://x.com/${account.handle}/status/${tweetId(post)}`;
  const links = media.map(({ key, type }) => ({ key, address: `${address}/${type}/1` }));
  return { post, account, media, told: tellText(post.text, links) };
}

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
const fields: Record<string, (subject: Subject) => unknown> = {
  id: ({ post }) => tweetId(post),
  text: ({ told }) => told.text,
  edit_history_tweet_ids: ({ post }) => [tweetId(post)],
  author_id: ({ account }) => account.id,
  created_at: ({ post }) => new Date(post.publishedAt).toISOString(),
  entities: ({ told }) => (told.urls.length > 0 ? { urls: told.urls } : undefined),
  attachments: ({ media }) => (media.length > 0 ? { media_keys: media.map(({ key }) => key) } : undefined),
  referenced_tweets: ({ post }) => {
    const inReplyTo = (post.publication?.details as TweetDetails | undefined)?.inReplyTo;
    return inReplyTo ? [{ type: 'replied_to', id: inReplyTo }] : undefined;
  },
  public_metrics: ({ post: { views, likes, comments, shares, saves } }) => ({
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
const mediaFields: Record<string, (media: TweetMedia, post: SandboxPost) => unknown> = {
  media_key: ({ key }) => key,
  type: ({ type }) => type,
  url: ({ type, picture }) => (type === 'video' ? undefined : picture),
  preview_image_url: ({ type, picture }) => (type === 'video' ? picture : undefined),
  alt_text: ({ altText }) => altText ?? undefined,
  duration_ms: ({ type }, { duration }) => (type === 'video' ? duration * 1000 : undefined),
  public_metrics: ({ type }, { views }) =>
    type === 'video' ? { view_count: Math.round(views * 0.6) } : undefined,
};

/** A post as the answer to its creation tells it, though lists may not show it yet. */
export function tellTweet(call: AccountCall, { id, publishedAt }: Publication) {
  const post = findPost({ ...call, now: publishedAt }, call.account, numberOfTweet(id));
  if (!post) throw new Error(`the post ${id} was published and is not there`);
  const { told } = subjectOf(call, call.account, post);
  return { id, text: told.text, edit_history_tweet_ids: [id] };
}

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
    const excluded = readList(call, 'exclude', ['retweets', 'replies']);
    const { posts, nextToken } = readPage(call, author);
    const subjects = posts
      .map((post) => subjectOf(call, author, post))
      .filter((subject) => !excluded.includes('replies') || !fields.referenced_tweets?.(subject));
    const names = [...new Set([...always, ...asked])];
    call.ctx.body = {
      // Without a post there is no data.
      ...(subjects.length > 0 && {
        data: subjects.map((subject) =>
          Object.fromEntries(names.map((name) => [name, fields[name]?.(subject)])),
        ),
        ...(expansions.includes('attachments.media_keys') && {
          includes: { media: subjects.flatMap((subject) => tellMedia(subject, ofMedia)) },
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

function tellMedia({ media, post }: Subject, asked: string[]): object[] {
  const names = [...new Set(['media_key', 'type', ...asked])];
  return media.map((each) =>
    Object.fromEntries(names.map((name) => [name, mediaFields[name]?.(each, post)])),
  );
}
