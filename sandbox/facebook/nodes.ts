import { parseFields, selectFields, type AskedField } from '../graph/fields.ts';
import { pageOfPosts } from '../graph/paging.ts';
import { idOf } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { presentComment } from './comments.ts';
import { presentDraft } from './drafts.ts';
import { insightsOfPage, insightsOfPost } from './insights.ts';
import { presentPerson } from './me.ts';
import { ownPage, pageFields, pageWithId } from './pages.ts';
import { presentPhoto } from './photos.ts';
import { postFields, postNode, postWithId } from './posts.ts';
import { presentVideo } from './videos.ts';

const askedOf = ({ query }: AccountCall) => parseFields(query.get('fields') ?? '');
const postType = { type: 'Post', known: postFields, defaults: ['created_time', 'message'] };

/** The person, a page, or what a page has. */
export const node: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id',
  operation: 'status',
  handle(call) {
    const id = idOf(call);
    const { token, account, ctx } = call;
    if (token.subject === null && (id === 'me' || id === account.id)) {
      ctx.body = presentPerson(call);
    } else if (!presentUnpublished(call, id, askedOf(call))) {
      presentPublic(call, id);
    }
  },
};

function presentPublic(call: AccountCall, id: string): void {
  if (id.includes('_')) {
    call.ctx.body = selectFields(postWithId(call, id), askedOf(call), postType);
    return;
  }
  const page = pageWithId(call, id);
  const type = { type: 'Page', known: pageFields, defaults: ['name'] };
  call.ctx.body = selectFields({ id: page.id, page, call }, askedOf(call), type);
}

/** Answers with what is no post yet, or none at all: a draft, a photo, a video, a comment. False when it is none. */
function presentUnpublished(call: AccountCall, id: string, asked: AskedField[]): boolean {
  const found =
    presentDraft(call, id, asked) ??
    presentPhoto(call, id, asked) ??
    presentVideo(call, id, asked) ??
    presentComment(call, id, asked);
  if (found) call.ctx.body = found;
  return found !== null;
}

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

/** https://developers.facebook.com/docs/graph-api/reference/page/published_posts, and the same as its feed. */
const postsAt = (edge: 'published_posts' | 'feed'): Endpoint => ({
  method: 'GET',
  path: `/graph/:version/:id/${edge}`,
  scopes: ['pages_read_engagement'],
  operation: 'list',
  handle(call) {
    const page = ownPage(call, idOf(call));
    const asked = askedOf(call);
    call.ctx.body = pageOfPosts(call, page, 100, (post) =>
      selectFields(postNode(call, page, post), asked, postType),
    );
  },
});
export const publishedPosts = postsAt('published_posts');
export const feed = postsAt('feed');
