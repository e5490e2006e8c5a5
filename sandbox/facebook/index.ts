import { debugToken } from '../graph/debugToken.ts';
import { refuseGraph } from '../graph/errors.ts';
import { facebookLogin, facebookTokens } from '../graph/facebookLogin.ts';
import { checkVersion, graphHeaders, graphTokenOf } from '../graph/request.ts';
import { windowUsage } from '../graph/usage.ts';
import { findAccount } from '../social/accounts.ts';
import type { App } from '../social/apps.ts';
import { definePlatformStandIn } from '../social/mountPlatform.ts';
import type { Call } from '../social/platform.ts';
import { permalink } from '../social/publishing/permalink.ts';
import { Refused } from '../social/refused.ts';
import { required } from '../social/tokenEndpoint.ts';
import { findToken, isExpired, issueToken } from '../social/tokens.ts';
import { accounts } from './accounts.ts';
import { comments, createComment } from './comments.ts';
import { promotablePosts, showPost } from './drafts.ts';
import { createPost } from './feed.ts';
import { pageList, permissions, revokePermissions } from './me.ts';
import { feed, insights, node, publishedPosts } from './nodes.ts';
import { grantedPages, longLifetimeSeconds, pagesOf, shortLifetimeSeconds } from './pages.ts';
import { createPhoto } from './photos.ts';
import { createVideo } from './videos.ts';

/** 80001 is a page's own limit, 17 a person's: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
const refuse = refuseGraph('pages', ({ subject }) => (subject === null ? 17 : 80_001));

/** https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived */
function exchangeToken({ store, platform }: Call, app: App, fields: URLSearchParams): object {
  const token = findToken(store, platform.name, required(fields, 'fb_exchange_token'));
  if (!token || token.grant.clientId !== app.clientId || token.subject !== null) {
    throw new Refused('unknown_token', 'Invalid OAuth access token - Cannot parse access token');
  }
  if (token.revokedAt !== null) throw new Refused('revoked_token', 'The access token is revoked.');
  if (isExpired(store, token)) throw new Refused('expired_token', 'The access token is expired.');
  const lifetimeSeconds = longLifetimeSeconds;
  return {
    access_token: issueToken(store, token.grant, { kind: 'access', lifetimeSeconds, prefix: 'EAA' }),
    ...{ token_type: 'bearer', expires_in: lifetimeSeconds },
  };
}

/** Facebook Login and Pages: https://developers.facebook.com/docs/pages-api */
export const facebook = definePlatformStandIn({
  name: 'facebook',
  title: 'Facebook',
  hosts: { www: 'www.facebook.com', graph: 'graph.facebook.com' },
  accounts,
  authorization: {
    ...facebookLogin,
    scopes: {
      public_profile: 'Read your name and picture',
      email: 'Read your e-mail address',
      pages_show_list: 'See the pages you manage',
      pages_manage_posts: 'Publish as your pages',
      pages_manage_metadata: 'Change your pages’ settings and receive their news',
      pages_read_engagement: 'Read your pages’ posts and followers',
      pages_read_user_content: 'Read what others write on your pages',
      pages_manage_engagement: 'Answer comments as your pages',
      pages_messaging: 'Answer messages as your pages',
      read_insights: 'Read your pages’ insights',
      business_management: 'Manage your business',
    },
    defaultScopes: ['public_profile'],
    assets: { heading: 'page', field: 'pages', of: pagesOf },
  },
  tokens: {
    ...facebookTokens,
    access: { lifetimeSeconds: shortLifetimeSeconds, prefix: 'EAA' },
    otherGrants: { fb_exchange_token: exchangeToken },
    answer: ({ accessToken }) => ({
      ...{ access_token: accessToken, token_type: 'bearer', expires_in: shortLifetimeSeconds },
    }),
  },
  openEndpoints: [
    debugToken('USER', ({ store }, token) => {
      const account = findAccount(store, 'facebook', token.grant.accountId);
      return account ? grantedPages({ store, account, token }).map(({ id }) => id) : [];
    }),
    permalink('/www/:id', ({ ctx }) => String(ctx.params.id)),
  ],
  endpoints: [
    ...[pageList, permissions, revokePermissions, node, insights, publishedPosts, feed],
    ...[createPost, createPhoto, createVideo, promotablePosts, showPost],
    ...[comments, createComment],
  ],
  rateLimit: {
    calls: 200,
    windowSeconds: 3600,
    bucket: ({ token }) => token.subject ?? '',
    headers: (usage, { account, token }) => windowUsage(token.subject ?? account.id, 'pages', usage),
  },
  tokenOf: graphTokenOf,
  check: checkVersion(),
  headers: graphHeaders,
  refuse,
  refuseOAuth: refuse,
});
