import { definePlatform } from '../platform.ts';
import { accounts, profile, statistics } from './accounts.ts';
import { classify } from './errors.ts';
import { publish } from './publish.ts';
import { posts } from './submissions.ts';

/** Reddit: https://github.com/reddit-archive/reddit/wiki/OAuth2 and https://www.reddit.com/dev/api */
export default definePlatform({
  id: 'reddit',
  name: 'Reddit',
  env: {
    clientId: 'REDDIT_CLIENT_ID',
    clientSecret: 'REDDIT_CLIENT_SECRET',
    redirectUri: 'REDDIT_REDIRECT_URI',
  },
  // <platform>:<app>:<version>, and no two apps alike: https://github.com/reddit-archive/reddit/wiki/API
  userAgent: 'web:socialsync.{clientId}:v1.0',
  hosts: { www: 'https://www.reddit.com', oauth: 'https://oauth.reddit.com' },
  oauth: {
    authorize: { host: 'www', path: '/api/v1/authorize' },
    token: { host: 'www', path: '/api/v1/access_token' },
    revoke: { host: 'www', path: '/api/v1/revoke_token' },
    scopes: {
      identity: { en: 'see your profile', fr: 'voir votre profil' },
      history: { en: 'see your past posts', fr: 'voir vos posts passés' },
      read: { en: 'read posts and comments', fr: 'lire les posts et les commentaires' },
      submit: { en: 'publish posts', fr: 'publier des posts' },
    },
    needed: ['identity'],
    scopeSeparator: ' ',
    pkce: 'none',
    clientAuthentication: 'basic',
    // Without it there is no refresh token.
    authorizeParameters: { duration: 'permanent' },
    refreshing: 'reusable',
    // It says no word, only the status: https://github.com/praw-dev/praw/issues/677
    refusedGrant: '400',
  },
  capabilities: {
    insights: ['identity', 'history'],
    publish: ['submit', 'history'],
    comments: ['submit'],
  },
  limits: { perAccount: { calls: 100, seconds: 60 }, caption: 40_000 },
  classify,
  accounts,
  profile,
  statistics,
  posts,
  publish,
});
