import { daySeconds } from '../social/clock.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import { permalink } from '../social/publishing/permalink.ts';
import { accounts } from './accounts.ts';
import { createComment } from './comments.ts';
import { refuse, refuseOAuth } from './errors.ts';
import { followers } from './followers.ts';
import { imageEndpoints } from './images.ts';
import { postEndpoints } from './posts.ts';
import { userinfo } from './userinfo.ts';
import { checkVersion } from './version.ts';

const accessLifetimeSeconds = 60 * daySeconds;

/** LinkedIn: the authorization code flow, OpenID Connect, and versioned APIs (learn.microsoft.com/linkedin). */
export const linkedin = definePlatformStandIn({
  name: 'linkedin',
  title: 'LinkedIn',
  hosts: { www: 'www.linkedin.com', api: 'api.linkedin.com' },
  accounts,
  authorization: {
    path: '/www/oauth/v2/authorization',
    separator: ' ',
    scopes: {
      openid: 'Use your name and photo',
      profile: 'Use your name and photo',
      email: 'Use the primary email address of your account',
      w_member_social: 'Create, modify and delete posts, comments and reactions on your behalf',
      // Partners only: the real one refuses to ask for it on behalf of any other app.
      r_member_profileAnalytics: 'Retrieve your profile analytics',
    },
    stateRequired: false,
    pkce: null,
    codeLifetimeSeconds: 1800,
    errorsGoTo: 'app',
    denial: {
      error: 'user_cancelled_authorize',
      error_description: 'The user cancelled the authorization',
    },
  },
  tokens: {
    path: '/www/oauth/v2/accessToken',
    clientAuthentication: 'body',
    formRequired: true,
    access: { lifetimeSeconds: accessLifetimeSeconds, prefix: 'AQ' },
    // Only partners get one: learn.microsoft.com/linkedin/shared/authentication/programmatic-refresh-tokens.
    refresh: null,
    // The id_token that comes with openid is left out: nobody here has the key to check it with.
    answer: ({ scopes, accessToken }) => ({
      access_token: accessToken,
      expires_in: accessLifetimeSeconds,
      scope: scopes.join(','),
      token_type: 'Bearer',
    }),
  },
  endpoints: [userinfo, followers, ...imageEndpoints, ...postEndpoints, createComment],
  openEndpoints: [permalink('/www/feed/update/:urn', ({ ctx }) => String(ctx.params.urn))],
  // A member's calls a day, from midnight UTC: learn.microsoft.com/linkedin/shared/api-guide/concepts/rate-limits.
  // How many is shown to each app alone; 500 is what apps have been given for /userinfo, 150 for posts (unconfirmed).
  rateLimit: {
    calls: ({ ctx }) => (ctx.method === 'POST' && ctx.path.endsWith('/rest/posts') ? 150 : 500),
    windowSeconds: daySeconds,
    bucket: ({ ctx }) => `${ctx.method} ${ctx.path}`,
  },
  check: checkVersion,
  refuse,
  refuseOAuth,
});
