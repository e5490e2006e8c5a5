import { daySeconds } from '../social/clock.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import type { AccountCall } from '../social/platform.ts';
import { permalink } from '../social/publishing/permalink.ts';
import { accounts } from './accounts.ts';
import { createTweet } from './createTweet.ts';
import { refuse, refuseOAuth } from './errors.ts';
import { mediaEndpoints } from './mediaUpload.ts';
import { tweets } from './tweets.ts';
import { me } from './users.ts';

const accessLifetimeSeconds = 2 * 3600;

/** X: OAuth 2.0 with PKCE and API v2 (docs.x.com). */
export const twitter = definePlatformStandIn({
  name: 'twitter',
  title: 'X',
  hosts: { x: 'x.com', api: 'api.x.com' },
  accounts,
  authorization: {
    path: '/x/i/oauth2/authorize',
    separator: ' ',
    // docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
    scopes: {
      'tweet.read': 'See posts, and those of accounts you follow',
      'tweet.write': 'Post and repost for you',
      'users.read': 'See your profile and account settings',
      'media.write': 'Upload pictures and videos for you',
      'dm.read': 'See your direct messages',
      'dm.write': 'Send direct messages for you',
      'follows.read': 'See who follows you and whom you follow',
      'offline.access': 'Stay connected until you revoke access',
    },
    stateRequired: true,
    pkce: { required: true, methods: ['S256', 'plain'], encoding: 'base64url' },
    codeLifetimeSeconds: 30,
    errorsGoTo: 'page',
    denial: { error: 'access_denied' },
  },
  tokens: {
    path: '/api/2/oauth2/token',
    // A confidential client: docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
    clientAuthentication: 'basic',
    formRequired: true,
    access: { lifetimeSeconds: accessLifetimeSeconds },
    refresh: {
      use: 'rotating',
      // Unconfirmed: half a year, when nobody uses it.
      lifetimeSeconds: 182 * daySeconds,
      given: ({ scopes }) => scopes.includes('offline.access'),
    },
    answer: ({ scopes, accessToken, refreshToken }) => ({
      token_type: 'bearer',
      expires_in: accessLifetimeSeconds,
      access_token: accessToken,
      scope: scopes.join(' '),
      ...(refreshToken && { refresh_token: refreshToken }),
    }),
  },
  revocation: {
    path: '/api/2/oauth2/revoke',
    clientAuthentication: 'basic',
    // Unconfirmed: that the access token ends with its refresh token, as RFC 7009, section 2.1, wants it.
    ends: 'grant',
    answer(ctx) {
      ctx.body = { revoked: true };
    },
  },
  endpoints: [me, tweets, createTweet, ...mediaEndpoints],
  openEndpoints: [
    permalink('/x/:handle/status/:id', ({ ctx }) => String(ctx.params.id)),
    permalink('/x/i/web/status/:id', ({ ctx }) => String(ctx.params.id)),
  ],
  // docs.x.com/x-api/fundamentals/rate-limits: 15 minutes, each endpoint by itself.
  rateLimit: {
    calls: callsOf,
    windowSeconds: 900,
    bucket: ({ ctx }) => `${ctx.method} ${ctx.path}`,
    headers: ({ used, limit, resetAtMs }) => ({
      'x-rate-limit-limit': String(limit),
      'x-rate-limit-remaining': String(limit - used),
      'x-rate-limit-reset': String(Math.ceil(resetAtMs / 1000)),
    }),
  },
  refuse,
  refuseOAuth,
});

/** Each user's calls of an endpoint; of those that only read, the narrowest number for all. */
function callsOf({ ctx }: AccountCall): number {
  if (ctx.method === 'POST' && ctx.path.endsWith('/2/tweets')) return 100;
  return ctx.path.includes('/2/media/') ? 500 : 75;
}
