import { daySeconds } from '../social/clock.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import { permalink } from '../social/publishing/permalink.ts';
import { Refused } from '../social/refused.ts';
import { accounts } from './accounts.ts';
import { comment } from './comment.ts';
import { refuse, refuseOAuth } from './errors.ts';
import { leaseAsset, storeAsset } from './mediaAssets.ts';
import { me } from './me.ts';
import { submit } from './submit.ts';
import { submitted } from './submitted.ts';
import { checkUserAgent } from './userAgent.ts';

/** Reddit: github.com/reddit-archive/reddit/wiki/OAuth2 and www.reddit.com/dev/api */
export const reddit = definePlatformStandIn({
  name: 'reddit',
  title: 'Reddit',
  hosts: {
    ...{ www: 'www.reddit.com', oauth: 'oauth.reddit.com' },
    storage: 'reddit-uploaded-media.s3-accelerate.amazonaws.com',
  },
  accounts,
  authorization: {
    path: '/www/api/v1/authorize',
    separator: ' ',
    // www.reddit.com/api/v1/scopes
    scopes: {
      identity: 'Access your username and signup date',
      edit: 'Edit and delete your comments and submissions',
      history: 'Access your voting history and comments or submissions you have saved or hidden',
      mysubreddits: 'Access the list of subreddits you moderate, contribute to, and subscribe to',
      privatemessages: 'Access your inbox and send private messages to other users',
      read: 'Access posts and comments through your account',
      submit: 'Submit links and comments from your account',
    },
    stateRequired: true,
    pkce: null,
    // Unconfirmed.
    codeLifetimeSeconds: 600,
    check(query) {
      if (['temporary', 'permanent'].includes(query.get('duration') ?? 'temporary')) return;
      throw new Refused('missing_parameter', 'The duration is neither temporary nor permanent.');
    },
    errorsGoTo: 'app',
    fragment: '_',
    denial: { error: 'access_denied' },
  },
  tokens: {
    path: '/www/api/v1/access_token',
    clientAuthentication: 'basic',
    formRequired: true,
    // Unconfirmed: an hour in the archived documents, a day in today's answers.
    access: { lifetimeSeconds: daySeconds },
    refresh: {
      use: 'reusable',
      lifetimeSeconds: null,
      // Control's tokens come without an authorisation request.
      given: ({ parameters: { response_type: asked, duration } }) => !asked || duration === 'permanent',
    },
    answer: ({ scopes, accessToken, refreshToken }) => ({
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: daySeconds,
      ...(refreshToken && { refresh_token: refreshToken }),
      scope: scopes.join(' '),
    }),
  },
  revocation: {
    path: '/www/api/v1/revoke_token',
    clientAuthentication: 'basic',
    // A refresh token takes its access tokens along.
    ends: 'grant',
    answer(ctx) {
      ctx.status = 204;
    },
  },
  endpoints: [me, submitted, leaseAsset, submit, comment],
  openEndpoints: [
    storeAsset,
    permalink('/www/r/:subreddit/comments/:id/{:slug}', ({ ctx }) => `t3_${String(ctx.params.id)}`),
    permalink('/www/user/:name/comments/:id/{:slug}', ({ ctx }) => `t3_${String(ctx.params.id)}`),
  ],
  // 100 calls a minute, as a mean of ten minutes: support.reddithelp.com, Reddit Data API Wiki.
  rateLimit: {
    calls: 1000,
    windowSeconds: 600,
    headers: ({ used, limit, resetAtMs, nowMs }) => ({
      'x-ratelimit-used': String(used),
      'x-ratelimit-remaining': `${limit - used}.0`,
      'x-ratelimit-reset': String(Math.ceil((resetAtMs - nowMs) / 1000)),
    }),
  },
  check: checkUserAgent,
  refuse,
  refuseOAuth,
});
