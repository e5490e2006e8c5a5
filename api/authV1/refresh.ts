import { rotateRefreshToken } from '../../commands/sessions/rotateRefreshToken.ts';
import { RefreshV1Request, TokensV1 } from '../../contracts/people.ts';
import { endpoint, ok } from '../endpoint.ts';
import { issueTokens } from '../issueTokens.ts';
import { presentTokensV1 } from './presentUserV1.ts';

export const refresh = endpoint({
  method: 'POST',
  path: '/api/v1/auth/refresh',
  summary: 'Exchange a refresh token for new tokens; one that was exchanged before ends its session',
  tag: 'Authentication (v1)',
  access: 'public',
  body: RefreshV1Request,
  answers: { 200: TokensV1 },
  async handle({ body, services }) {
    const session = await rotateRefreshToken(body.refresh_token);
    return ok(presentTokensV1(await issueTokens(services.tokens, session)));
  },
});
