import { classifyGraph } from '../graph.ts';
import { definePlatform } from '../platform.ts';
import { comments } from './comments.ts';
import { exchange, refresh } from './longLived.ts';
import { accounts, posts, profile, statistics } from './insights.ts';
import { messages } from './messages.ts';
import { provenScopes } from './permissions.ts';
import { publish } from './publish.ts';

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
    scopes: [
      'instagram_business_basic',
      'instagram_business_content_publish',
      'instagram_business_manage_comments',
      'instagram_business_manage_messages',
      'instagram_business_manage_insights',
    ],
    scopeSeparator: ',',
    pkce: 'none',
    clientAuthentication: 'form',
    refreshing: 'exchange',
  },
  limits: { perAccount: { calls: 200, seconds: 3600 }, caption: 2200, hashtags: 30 },
  classify: classifyGraph,
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
