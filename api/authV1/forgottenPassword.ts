import { setTimeout } from 'node:timers/promises';
import { requestPasswordReset } from '../../commands/people/requestPasswordReset.ts';
import { resetPassword as reset } from '../../commands/people/resetPassword.ts';
import { Message } from '../../contracts/common.ts';
import { ForgotPasswordRequest, ResetPasswordRequest } from '../../contracts/people.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import { readMailLink } from '../mailLinks.ts';
import { say } from '../messages/index.ts';

/** Longer than writing the mail takes: the time of the answer does not tell whether the address is known. */
const answerAfterMs = 300;

export const forgotPassword = endpoint({
  method: 'POST',
  path: '/api/v1/auth/forgot-password',
  summary: 'Ask for a link to set a forgotten password; the answer is the same for an unknown address',
  tag: 'Authentication (v1)',
  access: 'public',
  limit: 'authentication',
  body: ForgotPasswordRequest,
  answers: { 202: Message },
  async handle({ body, locale }) {
    await Promise.all([requestPasswordReset(body.email, locale), setTimeout(answerAfterMs)]);
    return accepted({ message: say(locale, 'password_reset_sent') });
  },
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/v1/auth/reset-password',
  summary: "Set a forgotten password by the token of the mail's link, once: every session ends",
  tag: 'Authentication (v1)',
  access: 'public',
  limit: 'authentication',
  body: ResetPasswordRequest,
  answers: { 200: Message },
  async handle({ body, services, locale }) {
    await reset(readMailLink(services.config, 'password-reset', body.token), body.new_password);
    return ok({ message: say(locale, 'password_reset_done') });
  },
});
