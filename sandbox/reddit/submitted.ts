import { listAccounts, type Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { findPost, recentPosts, type SandboxPost } from '../social/posts.ts';
import { Refused } from '../social/refused.ts';
import { detailsOf, fullNameOf, numberOfLink, pathOf } from './submissions.ts';

const nameOf = ({ number }: SandboxPost) => fullNameOf(number);

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
        after: posts.length > limit && last ? nameOf(last) : null,
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
  return findPost(call, author, numberOfLink(after))?.publishedAt;
}

/** github.com/reddit-archive/reddit/wiki/JSON#link-implements-votable--created; many more members are left out. */
function linkOf({ origin, query }: AccountCall, author: Account, post: SandboxPost): object {
  const name = nameOf(post);
  const details = detailsOf(post, author.handle);
  const { subreddit, kind, title, selftext, link } = details;
  const video = post.kind === 'video';
  const picture = postPictureUrl(origin, author, post);
  const permalink = pathOf(name, details);
  // github.com/reddit-archive/reddit/wiki/JSON: `<`, `>` and `&` are replaced unless raw_json is 1.
  const told = (text: string) => (query.get('raw_json') === '1' ? text : escaped(text));
  return {
    id: name.slice(3),
    name,
    title: told(title),
    author: author.handle,
    author_fullname: `t2_${author.id}`,
    subreddit,
    permalink,
    url: told(link ?? (kind === 'self' ? `${origin}/reddit/www${permalink}` : picture)),
    selftext: told(selftext),
    thumbnail: kind === 'image' ? picture : kind === 'self' ? 'self' : 'default',
    is_self: kind === 'self',
    is_video: video,
    ...(kind !== 'self' && { post_hint: link !== undefined ? 'link' : video ? 'hosted:video' : 'image' }),
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

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
