import { parseFields, selectFields, type AskedField, type NodeFields } from '../graph/fields.ts';
import { parametersOf, requiredParameter } from '../graph/parameters.ts';
import { graphTime, idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { addComment, findComment, listComments, type Comment } from '../social/publishing/comments.ts';
import { newNumber } from '../social/publishing/handles.ts';
import { findMedia } from './media.ts';

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment */
const fields: NodeFields<Comment> = {
  text: ({ text }) => text,
  timestamp: ({ createdAt }) => graphTime(createdAt),
  username: ({ author }) => author,
  like_count: () => 0,
  parent_id: ({ parentId }) => parentId ?? undefined,
};
const type = { type: 'IGComment', known: fields, defaults: ['text', 'timestamp'] };
const scopes = ['instagram_business_manage_comments'];

/** A comment below one of the caller's media; null when there is none. */
function ownComment(call: AccountCall, id: string): Comment | null {
  const comment = findComment(call, id);
  return comment && findMedia(call, comment.postId) ? comment : null;
}

export function presentComment(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const comment = ownComment(call, id);
  return comment && selectFields(comment, asked, type);
}

function write(call: AccountCall, postId: string, parentId: string | null): void {
  const text = requiredParameter(parametersOf(call), 'message');
  const author = call.account.handle;
  const { id } = addComment(call, { id: `178${newNumber(14)}`, postId, parentId, author, text });
  call.ctx.body = { id };
}

function list(call: AccountCall, found: Comment[]): void {
  const asked = parseFields(call.query.get('fields') ?? '');
  call.ctx.body = { data: found.map((comment) => selectFields(comment, asked, type)) };
}

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments */
export const createComment: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/comments',
  scopes,
  operation: 'comment',
  handle(call) {
    if (!findMedia(call, idOf(call))) throw noObject(idOf(call));
    write(call, idOf(call), null);
  },
};

export const comments: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/comments',
  scopes,
  handle(call) {
    if (!findMedia(call, idOf(call))) throw noObject(idOf(call));
    const found = listComments(call.store, call.platform.name, idOf(call));
    list(
      call,
      found.filter(({ parentId }) => parentId === null),
    );
  },
};

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies */
export const createReply: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/replies',
  scopes,
  operation: 'comment',
  handle(call) {
    const comment = ownComment(call, idOf(call));
    if (!comment) throw noObject(idOf(call));
    write(call, comment.postId, comment.parentId ?? comment.id);
  },
};

export const replies: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/replies',
  scopes,
  handle(call) {
    const comment = ownComment(call, idOf(call));
    if (!comment) throw noObject(idOf(call));
    const found = listComments(call.store, call.platform.name, comment.postId);
    list(
      call,
      found.filter(({ parentId }) => parentId === comment.id),
    );
  },
};
