import { parseFields, selectFields, type AskedField, type NodeFields } from '../graph/fields.ts';
import { parametersOf } from '../graph/parameters.ts';
import { GraphRefused } from '../graph/refusal.ts';
import { graphTime, idOf, noObject } from '../graph/request.ts';
import type { Account } from '../social/accounts.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { feedPath } from '../social/publishing/feedPage.ts';
import {
  changeHandle,
  findHandle,
  keepHandle,
  listHandles,
  type Handle,
} from '../social/publishing/handles.ts';
import { mediaPath } from '../social/publishing/media.ts';
import { grantedPages, ownPage } from './pages.ts';
import { publishOnPage, type PagePost } from './publication.ts';
import { refusal } from './publishingErrors.ts';
import { showVideo } from './videos.ts';

/** A post that only the page's people see, until it is shown. */
type Draft = Handle<PagePost & { shown: boolean }>;

export const keepDraft = (call: AccountCall, page: Account, id: string, post: PagePost): void =>
  void keepHandle(call, { id, account: page.id, kind: 'draft', state: { ...post, shown: false } });

/** The draft with that id on a page that the token opens; null when there is none, or it was shown. */
function hiddenDraft(call: AccountCall, id: string): Draft | null {
  const draft = findHandle<Draft['state']>(call, 'draft', id);
  const open = draft && grantedPages(call).some((page) => page.id === draft.account);
  return open && !draft.state.shown ? draft : null;
}

/** https://developers.facebook.com/docs/graph-api/reference/page-post */
const fields: NodeFields<Draft & { call: AccountCall }> = {
  message: ({ state }) => state.text || undefined,
  created_time: ({ createdAt }) => graphTime(createdAt),
  is_published: () => false,
  permalink_url: ({ id, account, call }) => `${call.origin}${feedPath('facebook', account, id)}`,
  full_picture: ({ state, call }) => state.media[0] && `${call.origin}${mediaPath(state.media[0])}`,
};
const type = { type: 'Post', known: fields, defaults: ['created_time', 'message'] };

export function presentDraft(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const draft = hiddenDraft(call, id);
  if (!draft) return null;
  ownPage(call, draft.account);
  return selectFields({ ...draft, call }, asked, type);
}

/** The page's posts that nobody sees yet: https://developers.facebook.com/docs/graph-api/reference/page/promotable_posts */
export const promotablePosts: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/promotable_posts',
  scopes: ['pages_read_engagement'],
  operation: 'list',
  handle(call) {
    const page = ownPage(call, idOf(call));
    if (call.query.get('is_published') !== 'false') {
      throw new GraphRefused({
        code: 100,
        message: 'The sandbox lists unpublished posts only: is_published=false',
      });
    }
    const asked = parseFields(call.query.get('fields') ?? '');
    const limit = Math.min(100, Number(call.query.get('limit') ?? 25) || 25);
    const drafts = listHandles<Draft['state']>(call, 'draft', page.id).filter(
      ({ state, createdAt }) => !state.shown && createdAt <= call.now - call.hiddenMs,
    );
    call.ctx.body = {
      data: drafts.slice(0, limit).map((draft) => selectFields({ ...draft, call }, asked, type)),
    };
  },
};

/** Shows a draft, or a video: https://developers.facebook.com/docs/pages-api/posts#update-a-post */
export const showPost: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id',
  scopes: ['pages_manage_posts'],
  operation: 'prepare',
  attempt(call) {
    const asked = parametersOf(call);
    if (![asked.get('is_published'), asked.get('published')].includes('true')) return null;
    const found =
      findHandle<PagePost>(call, 'draft', idOf(call)) ?? findHandle<PagePost>(call, 'video', idOf(call));
    if (!found) return null;
    return { account: found.account, name: 'is_published', text: found.state.text, media: found.state.media };
  },
  handle(call) {
    const id = idOf(call);
    const asked = parametersOf(call);
    const draft = findHandle<Draft['state']>(call, 'draft', id);
    if (draft && asked.get('is_published') === 'true') showDraft(call, draft);
    else if (asked.get('published') === 'true') showVideo(call, id);
    else throw noObject(id);
    call.ctx.body = { success: true };
  },
};

function showDraft(call: AccountCall, draft: Draft): void {
  const page = ownPage(call, draft.account);
  if (draft.state.shown) throw refusal('alreadyPublished');
  const { shown: _shown, ...post } = draft.state;
  call.store.atOnce(() => {
    publishOnPage(call, page, post, draft.id);
    changeHandle(call, draft.id, { ...draft.state, shown: true });
  });
}
