import { debugToken } from '../graph/debugToken.ts';
import { refuseGraph } from '../graph/errors.ts';
import { checkVersion, graphHeaders, graphTokenOf } from '../graph/request.ts';
import { windowUsage } from '../graph/usage.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import { accounts } from './accounts.ts';
import { node, numberList } from './numbers.ts';

/** 80008 is a WhatsApp Business account's own limit: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
const refuse = refuseGraph('whatsapp', () => 80_008);

/** WhatsApp Business Platform, connected by embedded signup: https://developers.facebook.com/docs/whatsapp/embedded-signup */
export const whatsapp = definePlatformStandIn({
  name: 'whatsapp',
  title: 'WhatsApp',
  hosts: { www: 'www.facebook.com', graph: 'graph.facebook.com' },
  accounts,
  authorization: {
    path: '/www/:version/dialog/oauth',
    separator: ',',
    scopes: {
      whatsapp_business_management: 'Manage your WhatsApp Business accounts and their phone numbers',
      whatsapp_business_messaging: 'Send and receive messages with your phone numbers',
      business_management: 'Manage your business',
    },
    responseTypeOptional: true,
    stateRequired: false,
    pkce: null,
    codeLifetimeSeconds: 600,
    codePrefix: 'AQ',
    errorsGoTo: 'page',
    fragment: '_=_',
    denial: {
      ...{ error: 'access_denied', error_code: '200', error_reason: 'user_denied' },
      error_description: 'Permissions error',
    },
  },
  tokens: {
    path: '/graph/:version/oauth/access_token',
    methods: ['GET', 'POST'],
    clientAuthentication: 'body',
    formRequired: false,
    defaultGrantType: 'authorization_code',
    // A business integration's system-user token; control gives the same without a consent.
    access: { lifetimeSeconds: null, prefix: 'EAA' },
    refresh: null,
    answer: ({ accessToken }) => ({ access_token: accessToken, token_type: 'bearer' }),
  },
  openEndpoints: [debugToken('SYSTEM_USER', (_call, { grant }) => [grant.accountId])],
  endpoints: [node, numberList],
  rateLimit: {
    calls: 5000,
    windowSeconds: 3600,
    headers: (usage, { account }) => windowUsage(account.id, 'whatsapp', usage),
  },
  tokenOf: graphTokenOf,
  check: checkVersion(),
  headers: graphHeaders,
  refuse,
  refuseOAuth: refuse,
});
