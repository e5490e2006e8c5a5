import { namedFields, subscriptions } from '../graph/subscriptions.ts';
import { subscribedApps } from '../graph/subscribedApps.ts';
import { parametersOf } from '../graph/parameters.ts';
import { checkVersion, graphHeaders, graphTokenOf } from '../graph/request.ts';
import { windowUsage } from '../graph/usage.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import type { Call } from '../social/platform.ts';
import { accounts } from './accounts.ts';
import { isCaller } from './caller.ts';
import { comments, createComment, createReply, replies } from './comments.ts';
import { createContainer } from './containers.ts';
import { refuse, refuseOAuth } from './errors.ts';
import { insights } from './insights.ts';
import { exchangeToken, refreshToken, shortLifetimeSeconds } from './longLived.ts';
import { conversations } from './messaging/conversations.ts';
import { messaging } from './messaging/index.ts';
import { sendMessage } from './messaging/send.ts';
import { mediaList, node } from './nodes.ts';
import { publishContainer, publishingLimit } from './publishing.ts';
import { appScopedId } from './user.ts';

const isMessage = ({ ctx }: Call): boolean => ctx.method === 'POST' && ctx.path.endsWith('/messages');

/** https://developers.facebook.com/docs/instagram-platform/webhooks#enable-subscriptions */
const subscribed = subscribedApps({
  scopes: ['instagram_business_manage_messages', 'instagram_business_manage_comments'],
  isOwn: isCaller,
  fieldsOf: (call) => namedFields(parametersOf(call).get('subscribed_fields') ?? '', messaging.fields),
  present: (id, fields) => ({ id, subscribed_fields: fields }),
});

/** Instagram API with Instagram login: https://developers.facebook.com/docs/instagram-platform */
export const instagram = definePlatformStandIn({
  name: 'instagram',
  title: 'Instagram',
  hosts: { www: 'www.instagram.com', api: 'api.instagram.com', graph: 'graph.instagram.com' },
  accounts,
  authorization: {
    path: '/www/oauth/authorize',
    separator: ',',
    scopes: {
      instagram_business_basic: 'Read your profile and your media',
      instagram_business_content_publish: 'Publish on your account',
      instagram_business_manage_comments: 'Read and answer comments',
      instagram_business_manage_messages: 'Read and answer messages',
      instagram_business_manage_insights: 'Read the insights of your account and your media',
    },
    stateRequired: false,
    pkce: null,
    codeLifetimeSeconds: 3600,
    codePrefix: 'AQ',
    errorsGoTo: 'page',
    fragment: '_',
    denial: {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
    },
  },
  tokens: {
    path: '/api/oauth/access_token',
    clientAuthentication: 'body',
    formRequired: true,
    access: { lifetimeSeconds: shortLifetimeSeconds, prefix: 'IGAA' },
    refresh: null,
    answer: ({ accessToken, grant, account, scopes }) => ({
      access_token: accessToken,
      // A number, although it exceeds 2^53: who needs the id asks /me.
      user_id: Number(appScopedId(grant.clientId, account)),
      permissions: scopes,
    }),
  },
  openEndpoints: [exchangeToken, refreshToken, ...subscriptions],
  endpoints: [
    ...[node, insights, mediaList],
    ...[createContainer, publishContainer, publishingLimit],
    ...[comments, createComment, replies, createReply],
    ...[sendMessage, conversations, ...subscribed],
  ],
  messaging,
  rateLimit: {
    // Messages are counted apart: 100 a second.
    calls: (call) => (isMessage(call) ? 360_000 : 200),
    windowSeconds: 3600,
    bucket: (call) => (isMessage(call) ? 'messages' : ''),
    headers: (usage, { account }) => windowUsage(account.id, 'instagram', usage),
  },
  tokenOf: graphTokenOf,
  check: checkVersion('access_token', 'refresh_access_token'),
  headers: graphHeaders,
  refuse,
  refuseOAuth,
});
