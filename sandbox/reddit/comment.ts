import type { Endpoint } from '../social/platform.ts';
import { addComment } from '../social/publishing/comments.ts';
import { newNumber } from '../social/publishing/handles.ts';
import { publicationWithId } from '../social/publishing/publications.ts';
import { FormRefused } from './refusal.ts';
import { pathOf, type SubmissionDetails } from './submissions.ts';

const longestComment = 10_000;

/** www.reddit.com/dev/api#POST_api_comment: below a submission that was made by a call; many members are left out. */
export const comment: Endpoint = {
  method: 'POST',
  path: '/oauth/api/comment',
  scopes: ['submit'],
  operation: 'comment',
  handle(call) {
    const { ctx, form, store, platform, account, now } = call;
    const parent = form.get('thing_id') ?? '';
    const text = (form.get('text') ?? '').trim();
    if (!text) throw new FormRefused(['NO_TEXT', 'we need something here', 'text']);
    if ([...text].length > longestComment) {
      throw new FormRefused(['TOO_LONG', `this is too long (max: ${longestComment})`, 'text']);
    }
    const post = publicationWithId(store, platform.name, parent);
    if (!post) throw new FormRefused(['NO_THING_ID', 'id not specified', 'parent']);
    const id = BigInt(newNumber(11)).toString(36);
    addComment(call, { id, postId: post.id, parentId: null, author: account.handle, text });
    const data = {
      ...{ id, name: `t1_${id}`, author: account.handle, body: text, parent_id: parent, link_id: parent },
      ...{
        permalink: `${pathOf(post.id, post.details as SubmissionDetails)}${id}/`,
        created_utc: Math.floor(now / 1000),
      },
    };
    ctx.body = { json: { errors: [], data: { things: [{ kind: 't1', data }] } } };
  },
};
