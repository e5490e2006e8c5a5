import { findSubscriber, unsubscribe } from '../../commands/unsubscribe.ts';
import { readMailLink } from '../mailLinks.ts';
import { html, page } from './layout.ts';
import type { Page, PageRequest } from './page.ts';
import { pageTexts } from './texts.ts';

/**
 * /unsubscribe: where the weekly report leads who wants no more of them. A mail program posts to the same link without
 * showing the page (RFC 8058); the link alone says who it is.
 */
export const unsubscribePage: Page = {
  path: '/unsubscribe',
  takesPassword: false,

  async show(request) {
    const texts = pageTexts[request.locale];
    const { email } = await findSubscriber(userIdOf(request));
    const form = html`<p>${texts.unsubscribeWhat(email)}</p>
      <form method="post" action="/unsubscribe">
        <input type="hidden" name="token" value="${request.token}" />
        <button>${texts.unsubscribe}</button>
      </form>`;
    return page(request.locale, texts.unsubscribe, form);
  },

  async submit(request) {
    const texts = pageTexts[request.locale];
    await unsubscribe(userIdOf(request));
    return page(request.locale, texts.unsubscribed, html`<p>${texts.unsubscribedWhat}</p>`);
  },
};

const userIdOf = ({ services, token }: PageRequest) => readMailLink(services.config, 'unsubscribe', token);
