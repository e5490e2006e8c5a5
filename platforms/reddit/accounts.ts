import { z } from 'zod';
import { unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import { noStatistics, type Platform } from '../platform.ts';

const Me = z.object({
  id: z.string(),
  name: z.string(),
  icon_img: z.string().nullish(),
  /** The account's own page, which others subscribe to. */
  subreddit: z.object({ title: z.string().nullish(), subscribers: z.number().nullish() }).nullish(),
});

/** https://www.reddit.com/dev/api#GET_api_v1_me */
export async function readMe({
  http,
  accessToken,
}: Pick<AccountCall, 'http' | 'accessToken'>): Promise<z.infer<typeof Me>> {
  const { json } = await http.send({
    host: 'oauth',
    path: '/api/v1/me',
    // Else &, < and > come escaped.
    query: { raw_json: 1 },
    bearer: accessToken,
  });
  const me = Me.safeParse(json);
  if (!me.success) throw unreadable('Reddit answered no account');
  return me.data;
}

export const profile: Platform['profile'] = async (call) => {
  const { id, name, subreddit, icon_img: icon } = await readMe(call);
  return {
    externalId: id,
    username: name,
    displayName: subreddit?.title || name,
    profileUrl: `https://www.reddit.com/user/${name}`,
    avatarUrl: icon || null,
  };
};

/** A consent opens the one account that gave it. */
export const accounts: Platform['accounts'] = async (call) => [await profile({ ...call, externalId: '' })];

export const statistics: Platform['statistics'] = async (call) => {
  const { subreddit } = await readMe(call);
  return { ...noStatistics, followers: subreddit?.subscribers ?? null };
};
