import { parseFields, selectFields } from '../graph/fields.ts';
import { pageOfPosts } from '../graph/paging.ts';
import { idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { findPost } from '../social/posts.ts';
import { insightsOfPage, insightsOfPost } from './insights.ts';
import { presentPerson } from './me.ts';
import { ownPage, pageFields, pageWithId } from './pages.ts';
import { postFields, postNode, type PostNode } from './posts.ts';

const askedOf = ({ query }: AccountCall) => parseFields(query.get('fields') ?? '');
const postType = { type: 'Post', known: postFields, defaults: ['created_time', 'message'] };

/** The post of the caller's page with that id. @throws {Refused} when there is none. */
function postWithId(call: AccountCall, id: string): PostNode {
  const [pageId = '', number = ''] = id.split('_');
  const page = ownPage(call, pageId);
  const post = findPost(call, page, number);
  if (!post) throw noObject(id);
  return postNode(call, page, post);
}

/** The person, a page or a post. */
export const node: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id',
  handle(call) {
    const id = idOf(call);
    const { token, account, ctx } = call;
    if (token.subject === null && (id === 'me' || id === account.id)) {
      ctx.body = presentPerson(call);
    } else if (id.includes('_')) {
      ctx.body = selectFields(postWithId(call, id), askedOf(call), postType);
    } else {
      const page = pageWithId(call, id);
      const type = { type: 'Page', known: pageFields, defaults: ['name'] };
      ctx.body = selectFields({ id: page.id, page, call }, askedOf(call), type);
    }
  },
};

export const insights: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/insights',
  scopes: ['read_insights'],
  handle(call) {
    const id = idOf(call);
    const { query, now } = call;
    if (id.includes('_')) {
      const { post } = postWithId(call, id);
      call.ctx.body = { data: insightsOfPost(id, post, query.get('metric') ?? undefined) };
    } else {
      call.ctx.body = { data: insightsOfPage(ownPage(call, id), query, now) };
    }
  },
};

/** https://developers.facebook.com/docs/graph-api/reference/page/published_posts */
export const publishedPosts: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/published_posts',
  scopes: ['pages_read_engagement'],
  operation: 'list',
  handle(call) {
    const page = ownPage(call, idOf(call));
    const asked = askedOf(call);
    call.ctx.body = pageOfPosts(call, page, 100, (post) =>
      selectFields(postNode(call, page, post), asked, postType),
    );
  },
};
