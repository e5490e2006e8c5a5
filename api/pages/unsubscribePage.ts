import { findSubscriber, unsubscribe, type MailingList } from '../../commands/mails/unsubscribe.ts';
import type { LinkPurpose } from '../../commands/linkTokens.ts';
import { readMailLink } from '../mailLinks.ts';
import { html, page } from './layout.ts';
import type { Page, PageRequest } from './page.ts';
import { pageTexts } from './texts.ts';

/**
 * Where a mail leads who wants no more of its kind. A mail program posts to the same link without showing the page
 * (RFC 8058); the link alone says who it is.
 */
function unsubscribePage(path: string, purpose: LinkPurpose, list: MailingList): Page {
  const userIdOf = ({ services, token }: PageRequest) => readMailLink(services.config, purpose, token);
  return {
    path,
    takesPassword: false,

    async show(request) {
      const texts = pageTexts[request.locale].unsubscribe[list];
      const { email } = await findSubscriber(userIdOf(request));
      const form = html`<p>${texts.what(email)}</p>
        <form method="post" action="${path}">
          <input type="hidden" name="token" value="${request.token}" />
          <button>${texts.title}</button>
        </form>`;
      return page(request.locale, texts.title, form);
    },

    async submit(request) {
      const texts = pageTexts[request.locale];
      await unsubscribe(userIdOf(request), list);
      return page(request.locale, texts.unsubscribed, html`<p>${texts.unsubscribe[list].done}</p>`);
    },
  };
}

/** /unsubscribe and /unsubscribe/notices: each stops its mails alone. */
export const unsubscribePages: Page[] = [
  unsubscribePage('/unsubscribe', 'unsubscribe', 'weekly_reports'),
  unsubscribePage('/unsubscribe/notices', 'unsubscribe-notices', 'token_notices'),
];
