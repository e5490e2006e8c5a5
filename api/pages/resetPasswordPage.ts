import { findUsableReset, resetPassword } from '../../commands/people/resetPassword.ts';
import { ResetPasswordForm } from '../../contracts/people.ts';
import { readMailLink } from '../mailLinks.ts';
import { say } from '../messages/index.ts';
import { validate } from '../validation.ts';
import { alert, field, html, page } from './layout.ts';
import type { Page, PageRequest } from './page.ts';
import { pageTexts } from './texts.ts';

/** /reset-password: where the mail to somebody who forgot the password leads. */
export const resetPasswordPage: Page = {
  path: '/reset-password',
  takesPassword: true,

  async show(request, _fields, problem) {
    const texts = pageTexts[request.locale];
    await findUsableReset(resetIdOf(request));
    const password = {
      type: 'password',
      autocomplete: 'new-password',
    } as const;
    const { new_password: errors, new_password2: errorsAgain } = problem?.details ?? {};
    const form = html`<form method="post" action="/reset-password">
      ${errors || errorsAgain ? null : alert(problem?.detail)}
      <input type="hidden" name="token" value="${request.token}" />
      ${field({ ...password, name: 'new_password', label: texts.newPassword, hint: texts.passwordHint, errors })}
      ${field({ ...password, name: 'new_password2', label: texts.newPasswordAgain, errors: errorsAgain })}
      <button>${texts.setPassword}</button>
    </form>`;
    return page(request.locale, texts.setPassword, form);
  },

  async submit(request, fields) {
    const { locale } = request;
    const { new_password: newPassword } = validate(ResetPasswordForm, fields, locale);
    await resetPassword(resetIdOf(request), newPassword);
    const texts = pageTexts[locale];
    const content = html`<p>${say(locale, 'password_reset_done')}</p>
      <p><a href="/sign-in">${texts.signIn}</a></p>`;
    return page(locale, texts.passwordIsSet, content);
  },

  wayOn: (locale) => html`<p><a href="/forgotten-password">${pageTexts[locale].askAnew}</a></p>`,
};

const resetIdOf = ({ services, token }: PageRequest) =>
  readMailLink(services.config, 'password-reset', token);
