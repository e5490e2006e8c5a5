import { classifyGraph } from '../graph.ts';
import { definePlatform } from '../platform.ts';
import { messages } from './messages.ts';
import { accounts, grantedScopes, profile, statistics } from './numbers.ts';

/** What is asked for, and what refusals name. */
const scopes = {
  whatsapp_business_management: {
    en: 'see your numbers and templates',
    fr: 'voir vos numéros et vos modèles',
  },
  whatsapp_business_messaging: { en: 'receive and send messages', fr: 'recevoir et envoyer des messages' },
};

/** WhatsApp Cloud API, connected by Meta's embedded signup: https://developers.facebook.com/docs/whatsapp/embedded-signup */
export default definePlatform({
  id: 'whatsapp',
  name: 'WhatsApp',
  env: {
    clientId: 'WHATSAPP_APP_ID',
    clientSecret: 'WHATSAPP_APP_SECRET',
    redirectUri: 'WHATSAPP_REDIRECT_URI',
    verifyToken: 'WHATSAPP_VERIFY_TOKEN',
  },
  version: 'v23.0',
  hosts: { www: 'https://www.facebook.com', graph: 'https://graph.facebook.com' },
  oauth: {
    authorize: { host: 'www', path: '/{version}/dialog/oauth' },
    token: { host: 'graph', path: '/{version}/oauth/access_token' },
    scopes,
    needed: Object.keys(scopes),
    scopeSeparator: ',',
    pkce: 'none',
    clientAuthentication: 'form',
    // A business integration's system-user token, as embedded signup gives it, does not expire by time.
    refreshing: 'none',
  },
  capabilities: {
    messages: Object.keys(scopes),
  },
  limits: { perAccount: { calls: 5000, seconds: 3600 }, caption: 4096 },
  classify: (answer) => classifyGraph(answer, scopes),
  grantedScopes,
  accounts,
  profile,
  statistics,
  // WhatsApp has no posts.
  posts: () => Promise.resolve([]),
  messages,
});
