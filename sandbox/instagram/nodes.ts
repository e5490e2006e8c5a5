import { parseFields, selectFields, type AskedField } from '../graph/fields.ts';
import { pageOfPosts } from '../graph/paging.ts';
import { idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { isCaller } from './caller.ts';
import { presentComment } from './comments.ts';
import { presentContainer } from './containers.ts';
import { findMedia, mediaFields, mediaNode } from './media.ts';
import { presentConversation, presentMessage, presentPerson } from './messaging/conversations.ts';
import { appScopedId, userFields } from './user.ts';

const media = { type: 'IGMedia', known: mediaFields, defaults: [] };

function presentMedia(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const found = findMedia(call, id);
  return found && selectFields(found, asked, media);
}

/** A conversation, a message, or somebody who wrote. */
function presentMessaging(call: AccountCall, id: string, asked: AskedField[]): object | null {
  if (!call.scopes.includes('instagram_business_manage_messages')) return null;
  return (
    presentMessage(call, id, asked) ?? presentConversation(call, id, asked) ?? presentPerson(call, id, asked)
  );
}

/** The account itself, one of its media, a comment below one, a container, or what its messages have. */
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
      presentMedia(call, id, asked) ??
      presentContainer(call, id, asked) ??
      presentComment(call, id, asked) ??
      presentMessaging(call, id, asked);
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
