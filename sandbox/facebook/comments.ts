import { parseFields, selectFields, type AskedField, type NodeFields } from '../graph/fields.ts';
import { parametersOf, requiredParameter } from '../graph/parameters.ts';
import { graphTime, idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { addComment, findComment, listComments, type Comment } from '../social/publishing/comments.ts';
import { newNumber } from '../social/publishing/handles.ts';
import { ownPage } from './pages.ts';
import { postWithId } from './posts.ts';

/** https://developers.facebook.com/docs/graph-api/reference/comment */
const fields: NodeFields<Comment> = {
  message: ({ text }) => text,
  created_time: ({ createdAt }) => graphTime(createdAt),
  from: ({ postId, author }) => ({ name: author, id: pageOf(postId) }),
};
const type = { type: 'Comment', known: fields, defaults: ['created_time', 'from', 'message'] };

const pageOf = (postId: string): string => postId.split('_')[0] ?? '';

/** A comment below a post of the caller's page; null when there is none. */
function ownComment(call: AccountCall, id: string): Comment | null {
  const comment = findComment(call, id);
  if (!comment) return null;
  ownPage(call, pageOf(comment.postId));
  return comment;
}

export function presentComment(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const comment = ownComment(call, id);
  return comment && selectFields(comment, asked, type);
}

/** What is commented: a post, or a comment below one. @throws {Refused} when it is neither. */
function subjectOf(call: AccountCall): { postId: string; parentId: string | null } {
  const id = idOf(call);
  const comment = ownComment(call, id);
  if (comment) return { postId: comment.postId, parentId: comment.parentId ?? comment.id };
  if (!id.includes('_')) throw noObject(id);
  return { postId: postWithId(call, id).id, parentId: null };
}

/** https://developers.facebook.com/docs/graph-api/reference/object/comments#publish */
export const createComment: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/comments',
  scopes: ['pages_manage_engagement'],
  operation: 'comment',
  handle(call) {
    const { postId, parentId } = subjectOf(call);
    const text = requiredParameter(parametersOf(call), 'message');
    const author = ownPage(call, pageOf(postId)).name;
    const id = `${postId.split('_')[1] ?? ''}_${newNumber(15)}`;
    addComment(call, { id, postId, parentId, author, text });
    call.ctx.body = { id };
  },
};

/** https://developers.facebook.com/docs/graph-api/reference/object/comments */
export const comments: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/comments',
  scopes: ['pages_read_engagement'],
  handle(call) {
    const { postId, parentId } = subjectOf(call);
    const asked = parseFields(call.query.get('fields') ?? '');
    const found = listComments(call.store, call.platform.name, postId).filter(
      (comment) => comment.parentId === parentId,
    );
    call.ctx.body = { data: found.map((comment) => selectFields(comment, asked, type)) };
  },
};
