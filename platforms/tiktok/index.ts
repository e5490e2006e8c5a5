import { definePlatform } from '../platform.ts';
import { classify } from './errors.ts';
import { accounts, posts, profile, statistics } from './insights.ts';
import { publish } from './publish.ts';

/** TikTok for developers: https://developers.tiktok.com/doc/login-kit-web and /doc/display-api-get-started */
export default definePlatform({
  id: 'tiktok',
  name: 'TikTok',
  env: {
    clientId: 'TIKTOK_CLIENT_KEY',
    clientSecret: 'TIKTOK_CLIENT_SECRET',
    redirectUri: 'TIKTOK_REDIRECT_URI',
  },
  hosts: { www: 'https://www.tiktok.com', api: 'https://open.tiktokapis.com' },
  oauth: {
    authorize: { host: 'www', path: '/v2/auth/authorize/' },
    token: { host: 'api', path: '/v2/oauth/token/' },
    clientIdParameter: 'client_key',
    scopes: {
      'user.info.basic': { en: 'see your name and picture', fr: 'voir votre nom et votre photo' },
      'user.info.profile': { en: 'see your profile', fr: 'voir votre profil' },
      'user.info.stats': { en: 'read your figures', fr: 'lire vos statistiques' },
      'video.list': { en: 'see your videos', fr: 'voir vos vidéos' },
      'video.publish': { en: 'publish videos', fr: 'publier des vidéos' },
    },
    needed: ['user.info.basic'],
    scopeSeparator: ',',
    pkce: 'supported',
    // https://developers.tiktok.com/doc/login-kit-desktop: the SHA-256 in hexadecimal.
    pkceEncoding: 'hex',
    clientAuthentication: 'form',
    refreshing: 'rotating',
  },
  capabilities: {
    insights: ['user.info.stats', 'video.list'],
    publish: ['video.publish'],
  },
  limits: { perAccount: { calls: 100, seconds: 3600 }, caption: 2200 },
  classify,
  /** https://developers.tiktok.com/doc/oauth-user-access-token-management: a form, with the app's key and secret. */
  async revoke({ http, clientId, clientSecret }, { accessToken }) {
    const form = { client_key: clientId, client_secret: clientSecret, token: accessToken };
    await http.send({ method: 'POST', host: 'api', path: '/v2/oauth/revoke/', form });
  },
  accounts,
  profile,
  statistics,
  posts,
  audience: 'views',
  publish,
});
