import type { Authorization, Tokens } from '../social/platform.ts';

/**
 * Facebook Login for the web, which WhatsApp's embedded signup ends in too:
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
 */
export const facebookLogin = {
  path: '/www/:version/dialog/oauth',
  separator: ',',
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
} satisfies Partial<Authorization>;

/** The token endpoint of the Graph API: no refresh tokens, and no word of what kind of grant it is. */
export const facebookTokens = {
  path: '/graph/:version/oauth/access_token',
  methods: ['GET', 'POST'],
  clientAuthentication: 'body',
  formRequired: false,
  defaultGrantType: 'authorization_code',
  refresh: null,
} satisfies Partial<Tokens>;
