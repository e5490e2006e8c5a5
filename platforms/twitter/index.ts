import { definePlatform } from '../platform.ts';
import { classify } from './errors.ts';
import { posts } from './posts.ts';
import { publish } from './publish.ts';
import { accounts, profile, statistics } from './users.ts';

/** X API v2: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
export default definePlatform({
  id: 'twitter',
  name: 'X',
  env: {
    clientId: 'TWITTER_CLIENT_ID',
    clientSecret: 'TWITTER_CLIENT_SECRET',
    redirectUri: 'TWITTER_REDIRECT_URI',
  },
  hosts: { x: 'https://x.com', api: 'https://api.x.com' },
  oauth: {
    authorize: { host: 'x', path: '/i/oauth2/authorize' },
    token: { host: 'api', path: '/2/oauth2/token' },
    revoke: { host: 'api', path: '/2/oauth2/revoke' },
    scopes: {
      'tweet.read': { en: 'read your posts', fr: 'lire vos posts' },
      'tweet.write': { en: 'publish posts', fr: 'publier des posts' },
      'users.read': { en: 'see your profile', fr: 'voir votre profil' },
      'media.write': { en: 'upload pictures and videos', fr: 'envoyer des images et des vidéos' },
      'dm.write': { en: 'send private messages', fr: 'envoyer des messages privés' },
      'offline.access': { en: 'stay connected', fr: 'rester connecté' },
    },
    // Without offline.access nobody would get in after two hours.
    needed: ['tweet.read', 'users.read', 'offline.access'],
    scopeSeparator: ' ',
    pkce: 'required',
    // A confidential client: https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
    clientAuthentication: 'basic',
    refreshing: 'rotating',
    // Unconfirmed in its documents, seen in its answers.
    refusedGrant: 'invalid_request',
  },
  // The narrowest of what is read, GET /2/users/me: https://docs.x.com/x-api/fundamentals/rate-limits
  capabilities: {
    insights: ['tweet.read', 'users.read'],
    publish: ['tweet.write', 'media.write'],
    comments: ['tweet.write'],
  },
  limits: { perAccount: { calls: 75, seconds: 900 }, caption: 280 },
  classify,
  accounts,
  profile,
  statistics,
  posts,
  audience: 'impressions',
  publish,
});
