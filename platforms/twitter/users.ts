import { z } from 'zod';
import { unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import { noStatistics, type Platform } from '../platform.ts';

const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string().nullish(),
  profile_image_url: z.string().nullish(),
  public_metrics: z
    .object({
      followers_count: z.number().nullish(),
      following_count: z.number().nullish(),
      tweet_count: z.number().nullish(),
    })
    .nullish(),
});
const UserAnswer = z.object({ data: User });

/** https://docs.x.com/x-api/users/user-lookup-me */
async function readUser({
  http,
  accessToken,
}: Pick<AccountCall, 'http' | 'accessToken'>): Promise<z.infer<typeof User>> {
  const { json } = await http.send({
    host: 'api',
    path: '/2/users/me',
    query: { 'user.fields': Object.keys(User.shape).join(',') },
    bearer: accessToken,
  });
  const result = UserAnswer.safeParse(json);
  if (!result.success) throw unreadable('X answered no user');
  return result.data.data;
}

export const profile: Platform['profile'] = async (call) => {
  const { id, username, name, profile_image_url: picture } = await readUser(call);
  return {
    externalId: id,
    username,
    displayName: name ?? username,
    profileUrl: `https://x.com/${username}`,
    avatarUrl: picture ?? null,
  };
};

/** A consent opens the one account that gave it. */
export const accounts: Platform['accounts'] = async (call) => [await profile({ ...call, externalId: '' })];

export const statistics: Platform['statistics'] = async (call) => {
  const { public_metrics: metrics } = await readUser(call);
  return {
    ...noStatistics,
    // like_count is what the account liked, not what it was given.
    followers: metrics?.followers_count ?? null,
    following: metrics?.following_count ?? null,
    posts: metrics?.tweet_count ?? null,
  };
};
