import { signIn } from '../../commands/sessions/signIn.ts';
import { LoggedIn, LoginRequest } from '../../contracts/people.ts';
import { endpoint, ok } from '../endpoint.ts';
import { issueTokens } from '../issueTokens.ts';
import { presentPerson } from './presentPerson.ts';

export const login = endpoint({
  method: 'POST',
  path: '/api/auth/login',
  summary: 'Sign in by user name or e-mail address',
  tag: 'Authentication',
  access: 'public',
  limit: 'authentication',
  body: LoginRequest,
  answers: { 200: LoggedIn },
  async handle({ body, services, ...device }) {
    const { user, session } = await services.signInAttempts.guard(body.username, () =>
      signIn(body.username, body.password, device),
    );
    return ok({ ...(await issueTokens(services.tokens, session)), user: presentPerson(user) });
  },
});
