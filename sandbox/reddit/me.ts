import { avatarUrl } from '../social/pictures.ts';
import type { Endpoint } from '../social/platform.ts';
import { statisticsAt } from '../social/statistics.ts';

/** www.reddit.com/dev/api#GET_api_v1_me; many more members are left out. */
export const me: Endpoint = {
  method: 'GET',
  path: '/oauth/api/v1/me',
  scopes: ['identity'],
  handle({ ctx, account, now, origin }) {
    const { followers, likes } = statisticsAt(account, now);
    const picture = avatarUrl(origin, account);
    ctx.body = {
      id: account.id,
      name: account.handle,
      created_utc: Math.floor(account.createdAt / 1000),
      has_verified_email: true,
      is_employee: false,
      is_mod: false,
      icon_img: picture,
      link_karma: Math.round(likes * 0.7),
      comment_karma: Math.round(likes * 0.3),
      total_karma: likes,
      subreddit: {
        display_name: `u_${account.handle}`,
        display_name_prefixed: `u/${account.handle}`,
        title: account.name,
        public_description: account.biography,
        subscribers: followers,
        icon_img: picture,
        subreddit_type: 'user',
        url: `/user/${account.handle}/`,
      },
    };
  },
};
