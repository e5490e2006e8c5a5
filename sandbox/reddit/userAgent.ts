import type { Call } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';

/** What libraries say of themselves when their user says nothing. */
const common =
  /^(?:node|undici|axios|got|curl|wget|python-requests|python\/urllib|python-urllib|java|okhttp|go-http-client|ruby)\b/i;

/**
 * Every request, but those of the storage, needs a User-Agent of its own; common ones are "drastically limited", here to none:
 * github.com/reddit-archive/reddit/wiki/API
 */
export function checkUserAgent({ ctx }: Call): void {
  if (ctx.path.startsWith('/reddit/storage')) return;
  const given = ctx.get('user-agent').trim();
  if (!given || common.test(given)) throw new Refused('bad_request', 'The User-Agent is not unique.');
}
