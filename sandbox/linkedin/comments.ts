import { z } from 'zod';
import type { Endpoint } from '../social/platform.ts';
import { addComment } from '../social/publishing/comments.ts';
import { newNumber } from '../social/publishing/handles.ts';
import { publicationWithId } from '../social/publishing/publications.ts';
import { Refused } from '../social/refused.ts';
import { notTheMember } from './refusal.ts';
import { readRestBody } from './restBody.ts';

const NewComment = z.strictObject({
  actor: z.string(),
  object: z.string().optional(),
  message: z.strictObject({
    text: z.string().min(1).max(1250),
    attributes: z.array(z.unknown()).max(0).optional(),
  }),
});

/** learn.microsoft.com/linkedin/marketing/community-management/shares/comments-api#create-comment */
export const createComment: Endpoint = {
  method: 'POST',
  path: '/api/rest/socialActions/:urn/comments',
  scopes: ['w_member_social'],
  operation: 'comment',
  handle(call) {
    const { ctx, store, platform, account, now } = call;
    const { actor, message } = readRestBody(NewComment, call);
    if (actor !== `urn:li:person:${account.id}`) throw notTheMember('actor');
    const post = publicationWithId(store, platform.name, String(ctx.params.urn));
    if (!post) throw new Refused('not_found', 'There is no such post.');
    const id = newNumber(19);
    addComment(call, { id, postId: post.id, parentId: null, author: account.name, text: message.text });
    const activity = post.id.replace(':share:', ':activity:');
    ctx.set('x-restli-id', id);
    ctx.status = 201;
    ctx.body = {
      ...{ id, $URN: `urn:li:comment:(${activity},${id})`, commentUrn: `urn:li:comment:(${activity},${id})` },
      ...{ actor, object: activity, message: { attributes: [], text: message.text } },
      ...{ created: { actor, time: now }, lastModified: { actor, time: now } },
    };
  },
};
