import { daySeconds } from '../social/clock.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import { permalink } from '../social/publishing/permalink.ts';
import { accounts } from './accounts.ts';
import { creatorInfo } from './creatorInfo.ts';
import { logIdOf, refuse, refuseOAuth } from './errors.ts';
import { initContent, initVideo } from './init.ts';
import { fetchStatus } from './status.ts';
import { uploadVideo } from './upload.ts';
import { userInfo } from './userInfo.ts';
import { videoList } from './videoList.ts';

const accessLifetimeSeconds = 2 * 3600;
const refreshLifetimeSeconds = 180 * daySeconds;

/** Of these paths a token may be used less often than the others: said on each one's page of the Content Posting API. */
const callsAMinute: Record<string, number> = {
  '/tiktok/api/v2/post/publish/creator_info/query/': 20,
  '/tiktok/api/v2/post/publish/video/init/': 6,
  '/tiktok/api/v2/post/publish/content/init/': 6,
  '/tiktok/api/v2/post/publish/status/fetch/': 30,
};

/** TikTok: Login Kit v2, the Display API and the Content Posting API (developers.tiktok.com/doc). */
export const tiktok = definePlatformStandIn({
  name: 'tiktok',
  title: 'TikTok',
  hosts: { www: 'www.tiktok.com', api: 'open.tiktokapis.com', upload: 'open-upload.tiktokapis.com' },
  accounts,
  authorization: {
    path: '/www/v2/auth/authorize/',
    clientIdParameter: 'client_key',
    separator: ',',
    scopes: {
      'user.info.basic': 'Read your name and picture',
      'user.info.profile': 'Read your biography, handle and profile link',
      'user.info.stats': 'Read your followers, likes and number of videos',
      'video.list': 'Read your public videos',
      'video.upload': 'Put drafts into your inbox',
      'video.publish': 'Post videos to your profile',
    },
    stateRequired: true,
    // Its challenge is the SHA-256 in hex, not in base64url: developers.tiktok.com/doc/login-kit-desktop.
    pkce: { required: false, methods: ['S256'], encoding: 'hex' },
    codeLifetimeSeconds: 600,
    errorsGoTo: 'page',
    callback: ({ scopes }) => ({ scopes: scopes.join(',') }),
    denial: { error: 'access_denied', error_description: 'The user denied the authorization.' },
  },
  tokens: {
    path: '/api/v2/oauth/token/',
    clientAuthentication: 'body',
    formRequired: true,
    access: { lifetimeSeconds: accessLifetimeSeconds, prefix: 'act.' },
    refresh: { use: 'rotating', lifetimeSeconds: refreshLifetimeSeconds, prefix: 'rft.' },
    answer: ({ account, scopes, accessToken, refreshToken }) => ({
      access_token: accessToken,
      expires_in: accessLifetimeSeconds,
      open_id: account.id,
      refresh_expires_in: refreshLifetimeSeconds,
      refresh_token: refreshToken,
      scope: scopes.join(','),
      token_type: 'Bearer',
    }),
  },
  revocation: {
    path: '/api/v2/oauth/revoke/',
    clientAuthentication: 'body',
    // Unconfirmed: TikTok wants an access token, and refuses those that ran out wherever it takes one.
    refusesExpired: true,
    ends: 'grant',
    answer(ctx) {
      ctx.status = 200;
      ctx.body = '';
    },
  },
  openEndpoints: [uploadVideo, permalink('/www/@:handle/:kind/:id', ({ ctx }) => String(ctx.params.id))],
  endpoints: [userInfo, videoList, creatorInfo, initVideo, initContent, fetchStatus],
  // A sliding window of one minute for each path: developers.tiktok.com/doc/tiktok-api-v2-rate-limit.
  rateLimit: {
    calls: ({ ctx }) => callsAMinute[ctx.path] ?? 600,
    windowSeconds: 60,
    bucket: ({ ctx }) => ctx.path,
  },
  headers: (call) => ({ 'x-tt-logid': logIdOf(call) }),
  refuse,
  refuseOAuth,
});
