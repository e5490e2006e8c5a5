import { debugToken } from '../graph/debugToken.ts';
import { refuseGraph } from '../graph/errors.ts';
import { facebookLogin, facebookTokens } from '../graph/facebookLogin.ts';
import { checkVersion, graphHeaders, graphTokenOf } from '../graph/request.ts';
import { subscribedApps } from '../graph/subscribedApps.ts';
import { subscriptions } from '../graph/subscriptions.ts';
import { windowUsage } from '../graph/usage.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import type { Call } from '../social/platform.ts';
import { accounts } from './accounts.ts';
import { messaging } from './messaging/index.ts';
import { downloadMedia, uploadMedia } from './messaging/media.ts';
import { businessProfile } from './messaging/profile.ts';
import { sendMessage } from './messaging/send.ts';
import { node, numberList } from './numbers.ts';

/** 80008 is a WhatsApp Business account's own limit: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
const refuse = refuseGraph('whatsapp', () => 80_008);

const isMessage = ({ ctx }: Call): boolean => ctx.method === 'POST' && ctx.path.endsWith('/messages');

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/subscribed_apps */
const subscribed = subscribedApps({
  scopes: ['whatsapp_business_management'],
  isOwn: ({ account }, id) => id === account.id,
  fieldsOf: () => [...messaging.fields],
  present: (id) => ({
    whatsapp_business_api_data: { id, link: 'https://www.facebook.com/games/', name: id },
  }),
});

/** WhatsApp Business Platform, connected by embedded signup: https://developers.facebook.com/docs/whatsapp/embedded-signup */
export const whatsapp = definePlatformStandIn({
  name: 'whatsapp',
  title: 'WhatsApp',
  hosts: { www: 'www.facebook.com', graph: 'graph.facebook.com' },
  accounts,
  authorization: {
    ...facebookLogin,
    scopes: {
      whatsapp_business_management: 'Manage your WhatsApp Business accounts and their phone numbers',
      whatsapp_business_messaging: 'Send and receive messages with your phone numbers',
      business_management: 'Manage your business',
    },
  },
  tokens: {
    ...facebookTokens,
    // A business integration's system-user token; control gives the same without a consent.
    access: { lifetimeSeconds: null, prefix: 'EAA' },
    answer: ({ accessToken }) => ({ access_token: accessToken, token_type: 'bearer' }),
  },
  openEndpoints: [debugToken('SYSTEM_USER', (_call, { grant }) => [grant.accountId]), ...subscriptions],
  endpoints: [
    ...[node, numberList, ...subscribed],
    ...[sendMessage, uploadMedia, downloadMedia, businessProfile],
  ],
  messaging,
  rateLimit: {
    // Messages have limits of their own.
    calls: (call) => (isMessage(call) ? 1_000_000 : 5000),
    windowSeconds: 3600,
    bucket: (call) => (isMessage(call) ? 'messages' : ''),
    headers: (usage, { account }) => windowUsage(account.id, 'whatsapp', usage),
  },
  tokenOf: graphTokenOf,
  check: checkVersion(),
  headers: graphHeaders,
  refuse,
  refuseOAuth: refuse,
});
