import { beginSession } from '../../commands/sessions/beginSession.ts';
import { registerPerson } from '../../commands/people/registerPerson.ts';
import { Registered, RegisterRequest } from '../../contracts/people.ts';
import { transaction } from '../../db/connection.ts';
import { created, endpoint } from '../endpoint.ts';
import { issueTokens } from '../issueTokens.ts';
import { say } from '../messages/index.ts';
import { presentPerson } from './presentPerson.ts';

export const register = endpoint({
  method: 'POST',
  path: '/api/auth/register',
  summary: 'Register, with a first session and a default project',
  tag: 'Authentication',
  access: 'public',
  limit: 'authentication',
  idempotent: 'secret',
  body: RegisterRequest,
  answers: { 201: Registered },
  async handle({ body, services, locale, ...device }) {
    const { username, email, password, first_name: firstName, last_name: lastName } = body;
    const { user, session } = await transaction(async () => {
      const user = await registerPerson({ username, email, password, firstName, lastName, locale });
      return { user, session: await beginSession(user.id, device) };
    });
    return created({
      user: presentPerson(user),
      tokens: await issueTokens(services.tokens, session),
      message: say(locale, 'user_created'),
    });
  },
});
