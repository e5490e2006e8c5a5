import { signIn } from '../../commands/sessions/signIn.ts';
import { LoginV1Request, TokensV1 } from '../../contracts/people.ts';
import { endpoint, ok } from '../endpoint.ts';
import { issueTokens } from '../issueTokens.ts';
import { presentTokensV1 } from './presentUserV1.ts';

export const login = endpoint({
  method: 'POST',
  path: '/api/v1/auth/login',
  summary: 'Sign in by e-mail address',
  tag: 'Authentication (v1)',
  access: 'public',
  limit: 'authentication',
  body: LoginV1Request,
  answers: { 200: TokensV1 },
  async handle({ body, services, ...device }) {
    const { session } = await services.signInAttempts.guard(body.email, () =>
      signIn(body.email, body.password, device),
    );
    return ok(presentTokensV1(await issueTokens(services.tokens, session)));
  },
});
