import { daySeconds } from '../social/clock.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import { Refused } from '../social/refused.ts';
import { permalink } from '../social/publishing/permalink.ts';
import { accounts } from './accounts.ts';
import { channels } from './channels.ts';
import { commentEndpoints } from './commentThreads.ts';
import { refuse, refuseOAuth } from './errors.ts';
import { uploadEndpoints } from './uploads.ts';
import { playlistItems, videos } from './videos.ts';

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;

/** YouTube: Google's OAuth 2.0 for web servers and the Data API v3 (developers.google.com/youtube/v3). */
export const youtube = definePlatformStandIn({
  name: 'youtube',
  title: 'YouTube',
  hosts: {
    ...{ accounts: 'accounts.google.com', oauth: 'oauth2.googleapis.com', api: 'www.googleapis.com' },
    www: 'www.youtube.com',
  },
  accounts,
  authorization: {
    path: '/accounts/o/oauth2/v2/auth',
    separator: ' ',
    // developers.google.com/identity/protocols/oauth2/scopes#youtube
    scopes: {
      [scope('youtube')]: 'Manage your YouTube account',
      [scope('youtube.readonly')]: 'View your YouTube account',
      [scope('youtube.upload')]: 'Manage your YouTube videos',
      [scope('youtube.force-ssl')]:
        'See, edit, and permanently delete your YouTube videos, ratings, comments and captions',
      [scope('yt-analytics.readonly')]: 'View YouTube Analytics reports for your YouTube content',
    },
    stateRequired: false,
    pkce: { required: false, methods: ['S256', 'plain'], encoding: 'base64url' },
    // Unconfirmed: Google does not publish it.
    codeLifetimeSeconds: 600,
    codePrefix: '4/0A',
    check(query) {
      if (['online', 'offline'].includes(query.get('access_type') ?? 'online')) return;
      throw new Refused('missing_parameter', 'Invalid parameter value for access_type.');
    },
    errorsGoTo: 'page',
    callback: ({ scopes }) => ({ scope: scopes.join(' ') }),
    denial: { error: 'access_denied' },
  },
  tokens: {
    path: '/oauth/token',
    clientAuthentication: 'either',
    formRequired: true,
    access: { lifetimeSeconds: 3600, prefix: 'ya29.' },
    refresh: {
      use: 'reusable',
      // Until nobody has used it for six months, which is not modelled.
      lifetimeSeconds: null,
      prefix: '1//',
      given: ({ parameters }) => isFromConsole(parameters) || asksToStay(parameters),
    },
    answer: ({ scopes, accessToken, refreshToken }, how) => ({
      access_token: accessToken,
      expires_in: 3599,
      // It comes once, with the code.
      ...(how === 'authorization_code' && refreshToken && { refresh_token: refreshToken }),
      scope: scopes.join(' '),
      token_type: 'Bearer',
    }),
  },
  // developers.google.com/youtube/v3/guides/auth/server-side-web-apps#tokenrevoke
  revocation: {
    path: '/oauth/revoke',
    clientAuthentication: 'none',
    ends: 'grant',
    answer(ctx) {
      ctx.body = {};
    },
  },
  endpoints: [channels, playlistItems, videos, ...uploadEndpoints, ...commentEndpoints],
  openEndpoints: [permalink('/www/watch', ({ query }) => query.get('v') ?? '')],
  // The real quota is the app's, by units: developers.google.com/youtube/v3/getting-started#quota. Here each account
  // has its own, and a call costs one unit, which is what reading costs.
  rateLimit: { calls: 10_000, windowSeconds: daySeconds },
  refuse,
  refuseOAuth,
});

/** Control's tokens come without an authorisation request. */
const isFromConsole = (parameters: Record<string, string>) => Object.keys(parameters).length === 0;

/**
 * Only offline access gives a refresh token; and without prompt=consent only a person's first consent does, on which no
 * app may rely: here that gives none.
 */
const asksToStay = ({ access_type: access, prompt = '' }: Record<string, string>) =>
  access === 'offline' && prompt.split(' ').includes('consent');
