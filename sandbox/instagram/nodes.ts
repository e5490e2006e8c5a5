import { parseFields, selectFields, type AskedField } from '../graph/fields.ts';
import { pageOfPosts } from '../graph/paging.ts';
import { idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { presentComment } from './comments.ts';
import { presentContainer } from './containers.ts';
import { findMedia, mediaFields, mediaNode } from './media.ts';
import { appScopedId, userFields } from './user.ts';

/** Whether an id is the caller's own: `me`, that of the professional account, or the app's own. */
export const isCaller = ({ account, token }: AccountCall, id: string): boolean =>
  id === 'me' || id === account.id || id === appScopedId(token.grant.clientId, account);

const media = { type: 'IGMedia', known: mediaFields, defaults: [] };

function presentMedia(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const found = findMedia(call, id);
  return found && selectFields(found, asked, media);
}

/** The account itself, one of its media, a comment below one, or a container. */
export const node: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id',
  scopes: ['instagram_business_basic'],
  operation: 'status',
  handle(call) {
    const id = idOf(call);
    const asked = parseFields(call.query.get('fields') ?? '');
    if (isCaller(call, id)) {
      const user = { id: appScopedId(call.token.grant.clientId, call.account), call };
      call.ctx.body = selectFields(user, asked, { type: 'IGUser', known: userFields, defaults: [] });
      return;
    }
    call.ctx.body =
      presentMedia(call, id, asked) ?? presentContainer(call, id, asked) ?? presentComment(call, id, asked);
    if (!call.ctx.body) throw noObject(id);
  },
};

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media */
export const mediaList: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/media',
  scopes: ['instagram_business_basic'],
  operation: 'list',
  handle(call) {
    const id = idOf(call);
    if (!isCaller(call, id)) throw noObject(id);
    const asked = parseFields(call.query.get('fields') ?? '');
    call.ctx.body = pageOfPosts(call, call.account, 100, (post) =>
      selectFields(mediaNode(call, post), asked, media),
    );
  },
};
