import { listAccounts, type Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { findPost, recentPosts, type SandboxPost } from '../social/posts.ts';
import { Refused } from '../social/refused.ts';

/** The post's number in base 36, from which it can be read again. */
const linkId = ({ number }: SandboxPost) => BigInt(number).toString(36);
function numberOf(fullName: string): string {
  let number = 0n;
  for (const digit of fullName.slice(3)) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  return number.toString();
}

/** www.reddit.com/dev/api#GET_user_{username}_submitted */
export const submitted: Endpoint = {
  method: 'GET',
  path: '/oauth/user/:name/submitted',
  scopes: ['history'],
  operation: 'list',
  handle(call) {
    const { ctx, query, store, platform } = call;
    const name = String(ctx.params.name).toLowerCase();
    const author = listAccounts(store, platform.name).find(({ handle }) => handle.toLowerCase() === name);
    if (!author) throw new Refused('not_found', 'There is no such account.');
    const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 25) || 25));
    const posts = recentPosts(call, author, limit + 1, beforeOf(call, author));
    const page = posts.slice(0, limit);
    const last = page.at(-1);
    ctx.body = {
      kind: 'Listing',
      data: {
        after: posts.length > limit && last ? `t3_${linkId(last)}` : null,
        before: null,
        dist: page.length,
        modhash: null,
        geo_filter: '',
        children: page.map((post) => ({ kind: 't3', data: linkOf(call, author, post) })),
      },
    };
  },
};

/** When the link that `after` names was submitted. */
function beforeOf(call: AccountCall, author: Account): number | undefined {
  const after = call.query.get('after');
  if (!after) return undefined;
  if (!/^t3_[\da-z]{1,11}$/.test(after)) throw new Refused('invalid_parameter', 'after is no full name.');
  return findPost(call, author, numberOf(after))?.publishedAt;
}

/** github.com/reddit-archive/reddit/wiki/JSON#link-implements-votable--created; many more members are left out. */
function linkOf({ origin }: AccountCall, author: Account, post: SandboxPost): object {
  const id = linkId(post);
  const video = post.kind === 'video';
  const picture = postPictureUrl(origin, author, post);
  const slug =
    post.text
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.slice(0, 6)
      .join('_') ?? '';
  return {
    id,
    name: `t3_${id}`,
    title: post.text,
    author: author.handle,
    author_fullname: `t2_${author.id}`,
    subreddit: `u_${author.handle}`,
    permalink: `/user/${author.handle}/comments/${id}/${slug}/`,
    url: picture,
    selftext: '',
    thumbnail: picture,
    is_self: false,
    is_video: video,
    post_hint: video ? 'hosted:video' : 'image',
    created: post.publishedAt / 1000,
    created_utc: post.publishedAt / 1000,
    score: post.likes,
    ups: post.likes,
    downs: 0,
    upvote_ratio: 0.94,
    num_comments: post.comments,
    num_crossposts: post.shares,
    // It has been null for years.
    view_count: null,
  };
}
