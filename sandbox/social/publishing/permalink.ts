import type { Call, OpenEndpoint } from '../platform.ts';
import { feedPath } from './feedPage.ts';
import { publicationWithId } from './publications.ts';

/** A post's own page, at the address that its readers share: leads to the post in its account's feed. */
export const permalink = (path: string, idOf: (call: Call) => string): OpenEndpoint => ({
  method: 'GET',
  path,
  handle(call) {
    const { ctx, store, platform } = call;
    const post = publicationWithId(store, platform.name, idOf(call));
    if (post) ctx.redirect(feedPath(platform.name, post.account, post.id));
    else ctx.status = 404;
  },
});
