import type Router from '@koa/router';
import { html, page, when, type Html } from '../../pages/html.ts';
import { show } from '../../pages/show.ts';
import type { Store } from '../../store.ts';
import { findAccount } from '../accounts.ts';
import { nowOf } from '../clock.ts';
import type { Platform } from '../platform.ts';
import { listComments } from './comments.ts';
import { mediaPath, typeOfMedia } from './media.ts';
import { newestPublications, type Publication } from './publications.ts';

const postsShown = 100;

/** The address of an account's feed; of one post in it, where its id is given. */
export const feedPath = (platform: string, account: string, id?: string): string =>
  `/feed/${platform}/${encodeURIComponent(account)}${id === undefined ? '' : `#${encodeURIComponent(id)}`}`;

/** The pages that show what was published as a reader of the platform sees it. */
export function mountFeeds(router: Router, store: Store, platforms: Platform[]): void {
  router.get('/feed/:platform/:account', (ctx) => {
    const platform = platforms.find(({ name }) => name === ctx.params.platform);
    const account = ctx.params.account ?? '';
    if (!platform) return;
    const posts = newestPublications(
      store,
      { platform: platform.name, account, now: nowOf(store) },
      postsShown,
    );
    const name = posts[0]?.author ?? findAccount(store, platform.name, account)?.name;
    if (name !== undefined) show(ctx, feedPage(store, `${name} on ${platform.title}`, posts));
  });
}

const feedPage = (store: Store, title: string, posts: Publication[]): string =>
  page(
    title,
    html`<p class="back"><a href="/">← Sandbox</a></p>
      <h1>${title}</h1>
      ${
        posts.length > 0
          ? html`<div class="feed">${posts.map((post) => postCard(store, post))}</div>`
          : html`<p class="soft">Nothing has been published here yet.</p>`
      }`,
  );

function postCard(store: Store, post: Publication): Html {
  const { id, text, media, details, publishedAt, author } = post;
  const { title, link, story } = details;
  const comments = listComments(store, post.platform, id);
  return html`<article class="card post" id="${encodeURIComponent(id)}">
    ${media.map((sha256) => mediaOf(store, sha256))}
    <div class="said">
      ${story === true ? html`<p><span class="mark received">Story</span></p>` : ''}
      ${typeof title === 'string' && title !== text ? html`<h2>${title}</h2>` : ''}
      <p class="caption">${text}</p>
      ${typeof link === 'string' ? html`<p class="soft">${link}</p>` : ''}
      <p class="soft">${author}, ${when(new Date(publishedAt).toISOString())} · <code>${id}</code></p>
      ${comments.map(
        (comment) =>
          html`<p class="${comment.parentId === null ? 'comment' : 'comment answer'}">
            <strong>${comment.author}</strong> ${comment.text}
          </p>`,
      )}
    </div>
  </article>`;
}

const mediaOf = (store: Store, sha256: string): Html =>
  typeOfMedia(store, sha256)?.startsWith('video/')
    ? html`<video src="${mediaPath(sha256)}" controls preload="metadata"></video>`
    : html`<img src="${mediaPath(sha256)}" alt="what was published" loading="lazy" />`;
