import type { Account } from '../social/accounts.ts';
import { avatarUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { statisticsAt } from '../social/statistics.ts';
import { readList } from './parameters.ts';

/** Those that come unasked. */
const always = ['id', 'name', 'username'];

/** https://docs.x.com/x-api/fundamentals/data-dictionary#user */
const fields: Record<string, (call: AccountCall) => unknown> = {
  id: ({ account }) => account.id,
  name: ({ account }) => account.name,
  username: ({ account }) => account.handle,
  created_at: ({ account }) => new Date(account.createdAt).toISOString(),
  description: ({ account }) => account.biography,
  protected: () => false,
  verified: ({ account }) => account.verified,
  profile_image_url: ({ origin, account }) => avatarUrl(origin, account),
  public_metrics: ({ account, now }) => publicMetrics(account, now),
};

function publicMetrics(account: Account, now: number) {
  const { followers, following, posts } = statisticsAt(account, now);
  return {
    followers_count: followers,
    following_count: following,
    tweet_count: posts,
    listed_count: Math.round(followers / 400),
    // What it liked itself.
    like_count: following * 3,
    media_count: Math.round(posts / 2),
  };
}

/** https://docs.x.com/x-api/users/user-lookup-me */
export const me: Endpoint = {
  method: 'GET',
  path: '/api/2/users/me',
  scopes: ['users.read'],
  handle(call) {
    const asked = readList(call, 'user.fields', Object.keys(fields));
    const names = [...new Set([...always, ...asked])];
    call.ctx.body = { data: Object.fromEntries(names.map((name) => [name, fields[name]?.(call)])) };
  },
};
