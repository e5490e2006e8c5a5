import { definePlatform } from '../platform.ts';
import { classify } from './errors.ts';
import { accounts, profile, statistics } from './member.ts';
import { publish } from './publish.ts';

/** LinkedIn for members: https://learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow */
export default definePlatform({
  id: 'linkedin',
  name: 'LinkedIn',
  env: {
    clientId: 'LINKEDIN_CLIENT_ID',
    clientSecret: 'LINKEDIN_CLIENT_SECRET',
    redirectUri: 'LINKEDIN_REDIRECT_URI',
  },
  // A month's version lives for about a year: https://learn.microsoft.com/linkedin/marketing/versioning
  version: '202610',
  hosts: { www: 'https://www.linkedin.com', api: 'https://api.linkedin.com' },
  oauth: {
    authorize: { host: 'www', path: '/oauth/v2/authorization' },
    token: { host: 'www', path: '/oauth/v2/accessToken' },
    scopes: {
      openid: { en: 'see who you are', fr: 'savoir qui vous êtes' },
      profile: { en: 'see your profile', fr: 'voir votre profil' },
      w_member_social: { en: 'publish posts', fr: 'publier des posts' },
    },
    needed: ['openid', 'profile'],
    scopeSeparator: ' ',
    pkce: 'none',
    clientAuthentication: 'form',
    // Only approved partners get a refresh token, which stays the same for a year. Everybody else's consent ends with
    // its access token after 60 days, and refreshing says so:
    // https://learn.microsoft.com/linkedin/shared/authentication/programmatic-refresh-tokens
    refreshing: 'reusable',
    refreshesForFew: true,
  },
  // A member's calls a day: https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/share-on-linkedin
  capabilities: {
    publish: ['w_member_social'],
    comments: ['w_member_social'],
  },
  limits: { perAccount: { calls: 150, seconds: 86_400 }, caption: 3000 },
  classify,
  accounts,
  profile,
  statistics,
  // Reading a member's posts takes r_member_social, which LinkedIn grants to nobody new.
  posts: () => Promise.resolve([]),
  publish,
});
