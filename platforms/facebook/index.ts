import { classifyGraph } from '../graph.ts';
import { definePlatform } from '../platform.ts';
import { accounts, profile } from './pages.ts';
import { exchange, grantedScopes } from './tokens.ts';
import { posts, statistics } from './insights.ts';
import { publish } from './publish.ts';

/** What is asked for, and what refusals name. */
const scopes = {
  pages_show_list: { en: 'see your pages', fr: 'voir vos pages' },
  pages_manage_posts: { en: 'publish on your pages', fr: 'publier sur vos pages' },
  pages_read_engagement: { en: 'read your pages’ posts', fr: 'lire les posts de vos pages' },
  pages_manage_engagement: { en: 'comment as your pages', fr: 'commenter au nom de vos pages' },
  read_insights: { en: 'read your figures', fr: 'lire vos statistiques' },
};

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
    scopes,
    needed: ['pages_show_list', 'pages_read_engagement'],
    scopeSeparator: ',',
    pkce: 'none',
    clientAuthentication: 'form',
    // A page's token, taken with a long-lived one of its person, does not expire by time.
    refreshing: 'none',
    // A person has one list of pages for the app, which each consent writes anew:
    // https://developers.facebook.com/docs/permissions/overview/
    consentReplaces: true,
  },
  capabilities: {
    insights: ['pages_read_engagement', 'read_insights'],
    publish: ['pages_manage_posts'],
    comments: ['pages_manage_engagement'],
  },
  limits: { perAccount: { calls: 200, seconds: 3600 }, caption: 63_206 },
  classify: (answer) => classifyGraph(answer, scopes),
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
