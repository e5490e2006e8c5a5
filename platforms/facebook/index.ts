import { classifyGraph } from '../graph.ts';
import { definePlatform } from '../platform.ts';
import { accounts, profile } from './pages.ts';
import { exchange, grantedScopes } from './tokens.ts';
import { posts, statistics } from './insights.ts';
import { publish } from './publish.ts';

/** Facebook Pages: https://developers.facebook.com/docs/pages-api */
export default definePlatform({
  id: 'facebook',
  name: 'Facebook',
  env: {
    clientId: 'FACEBOOK_APP_ID',
    clientSecret: 'FACEBOOK_APP_SECRET',
    redirectUri: 'FACEBOOK_REDIRECT_URI',
  },
  version: 'v23.0',
  hosts: { www: 'https://www.facebook.com', graph: 'https://graph.facebook.com' },
  oauth: {
    authorize: { host: 'www', path: '/{version}/dialog/oauth' },
    token: { host: 'graph', path: '/{version}/oauth/access_token' },
    scopes: [
      'pages_show_list',
      'pages_manage_posts',
      'pages_read_engagement',
      'pages_manage_engagement',
      'read_insights',
    ],
    scopeSeparator: ',',
    pkce: 'none',
    clientAuthentication: 'form',
    // A page's token, taken with a long-lived one of its person, does not expire by time.
    refreshing: 'none',
  },
  limits: { perAccount: { calls: 200, seconds: 3600 }, caption: 63_206 },
  classify: classifyGraph,
  // No revoke: Facebook can only take everything back that a person allowed, which would end their other pages too.
  exchange,
  grantedScopes,
  accounts,
  profile,
  statistics,
  dayFigures: ['views', 'reach'],
  posts,
  audience: 'reach',
  publish,
});
