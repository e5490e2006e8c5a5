import { refreshAccess } from '../../commands/sessions/refreshAccess.ts';
import { Refreshed, RefreshRequest } from '../../contracts/people.ts';
import { endpoint, ok } from '../endpoint.ts';

export const refreshToken = endpoint({
  method: 'POST',
  path: '/api/auth/token/refresh',
  summary: 'A new access token; the refresh token stays as it is',
  tag: 'Authentication',
  access: 'public',
  body: RefreshRequest,
  answers: { 200: Refreshed },
  async handle({ body, services }) {
    const session = await refreshAccess(body.refresh);
    return ok({ access: await services.tokens.issue(session) });
  },
});
