import { definePlatform } from '../platform.ts';
import { accounts, profile, statistics } from './channels.ts';
import { classify } from './errors.ts';
import { publish } from './publish.ts';
import { posts } from './videos.ts';

/** YouTube Data API v3: https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps */
export default definePlatform({
  id: 'youtube',
  name: 'YouTube',
  env: {
    clientId: 'YOUTUBE_CLIENT_ID',
    clientSecret: 'YOUTUBE_CLIENT_SECRET',
    redirectUri: 'YOUTUBE_REDIRECT_URI',
  },
  hosts: {
    accounts: 'https://accounts.google.com',
    oauth: 'https://oauth2.googleapis.com',
    api: 'https://www.googleapis.com',
    www: 'https://www.youtube.com',
  },
  oauth: {
    authorize: { host: 'accounts', path: '/o/oauth2/v2/auth' },
    token: { host: 'oauth', path: '/token' },
    revoke: { host: 'oauth', path: '/revoke' },
    scopes: {
      'https://www.googleapis.com/auth/youtube.upload': { en: 'publish videos', fr: 'publier des vidéos' },
      'https://www.googleapis.com/auth/youtube.force-ssl': {
        en: 'see your channel, and comment',
        fr: 'voir votre chaîne et commenter',
      },
      'https://www.googleapis.com/auth/yt-analytics.readonly': {
        en: 'read your figures',
        fr: 'lire vos statistiques',
      },
    },
    needed: ['https://www.googleapis.com/auth/youtube.force-ssl'],
    scopeSeparator: ' ',
    // Named in https://accounts.google.com/.well-known/openid-configuration, not in the guide for web servers.
    pkce: 'supported',
    clientAuthentication: 'form',
    // A refresh token comes with offline access, and again only where consent is asked for again.
    authorizeParameters: { access_type: 'offline', prompt: 'consent' },
    refreshing: 'reusable',
  },
  // The quota is the app's, 10,000 units a day; an account's share of a minute is Google Cloud's default (unconfirmed).
  capabilities: {
    insights: ['https://www.googleapis.com/auth/youtube.force-ssl'],
    publish: ['https://www.googleapis.com/auth/youtube.upload'],
    comments: ['https://www.googleapis.com/auth/youtube.force-ssl'],
  },
  limits: { perAccount: { calls: 180, seconds: 60 }, caption: 5000 },
  classify,
  accounts,
  profile,
  statistics,
  posts,
  audience: 'views',
  publish,
});
