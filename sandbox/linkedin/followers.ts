import type { Endpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { statisticsAt } from '../social/statistics.ts';

/**
 * For partners only: learn.microsoft.com/linkedin/marketing/community-management/members/follower-statistics
 * (Member Followers Count API).
 */
export const followers: Endpoint = {
  method: 'GET',
  path: '/api/rest/memberFollowersCount',
  scopes: ['r_member_profileAnalytics'],
  handle({ ctx, query, account, now }) {
    if (query.get('q') !== 'me') throw new Refused('invalid_parameter', 'The finder "q" must be me.');
    ctx.body = {
      paging: { start: 0, count: 10, links: [] },
      elements: [{ memberFollowersCount: statisticsAt(account, now).followers }],
    };
  },
};
