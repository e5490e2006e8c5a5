import { changePassword as change } from '../../commands/people/changePassword.ts';
import { ChangePasswordRequest, PasswordChanged } from '../../contracts/people.ts';
import { endpoint, ok } from '../endpoint.ts';
import { issueTokens } from '../issueTokens.ts';
import { say } from '../messages/index.ts';

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/auth/change-password',
  summary: 'Change your password: every session ends, and a new one begins',
  tag: 'Authentication',
  access: 'user',
  limit: 'authentication',
  body: ChangePasswordRequest,
  answers: { 200: PasswordChanged },
  async handle({ body, caller, services, locale, ...device }) {
    const { old_password: oldPassword, new_password: newPassword } = body;
    const session = await change({ userId: caller.userId, oldPassword, newPassword }, device);
    const tokens = await issueTokens(services.tokens, session);
    return ok({ message: say(locale, 'password_changed'), tokens });
  },
});
