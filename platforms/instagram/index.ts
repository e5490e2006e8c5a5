import { classifyGraph } from '../graph.ts';
import { definePlatform } from '../platform.ts';
import { comments } from './comments.ts';
import { exchange, refresh } from './longLived.ts';
import { accounts, posts, profile, statistics } from './insights.ts';
import { messages } from './messages.ts';
import { provenScopes } from './permissions.ts';
import { publish } from './publish.ts';

/** What is asked for, and what refusals name. */
const scopes = {
  instagram_business_basic: { en: 'see your profile and posts', fr: 'voir votre profil et vos posts' },
  instagram_business_content_publish: { en: 'publish posts', fr: 'publier des posts' },
  instagram_business_manage_comments: { en: 'comment', fr: 'commenter' },
  instagram_business_manage_messages: {
    en: 'read and answer messages',
    fr: 'lire les messages et y répondre',
  },
  instagram_business_manage_insights: { en: 'read your figures', fr: 'lire vos statistiques' },
};

/** Instagram API with Instagram login: https://developers.facebook.com/docs/instagram-platform */
export default definePlatform({
  id: 'instagram',
  name: 'Instagram',
  env: {
    clientId: 'INSTAGRAM_CLIENT_ID',
    clientSecret: 'INSTAGRAM_CLIENT_SECRET',
    redirectUri: 'INSTAGRAM_REDIRECT_URI',
    verifyToken: 'INSTAGRAM_VERIFY_TOKEN',
  },
  version: 'v23.0',
  hosts: {
    www: 'https://www.instagram.com',
    api: 'https://api.instagram.com',
    graph: 'https://graph.instagram.com',
  },
  oauth: {
    authorize: { host: 'www', path: '/oauth/authorize' },
    token: { host: 'api', path: '/oauth/access_token' },
    scopes,
    needed: ['instagram_business_basic'],
    scopeSeparator: ',',
    pkce: 'none',
    clientAuthentication: 'form',
    refreshing: 'exchange',
  },
  capabilities: {
    insights: ['instagram_business_basic', 'instagram_business_manage_insights'],
    publish: ['instagram_business_content_publish'],
    comments: ['instagram_business_manage_comments'],
    messages: ['instagram_business_manage_messages'],
  },
  limits: { perAccount: { calls: 200, seconds: 3600 }, caption: 2200, hashtags: 30 },
  classify: (answer) => classifyGraph(answer, scopes),
  exchange,
  refresh,
  accounts,
  profile,
  statistics,
  dayFigures: ['views', 'reach', 'likes', 'comments', 'shares'],
  posts,
  audience: 'reach',
  publish,
  comments,
  messages,
  provenScopes,
});
