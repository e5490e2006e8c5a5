import type { AskedField, NodeFields } from '../graph/fields.ts';
import { graphTime, noObject } from '../graph/request.ts';
import type { Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall } from '../social/platform.ts';
import { findPost, findPublished, type SandboxPost } from '../social/posts.ts';
import { listComments } from '../social/publishing/comments.ts';
import { feedPath } from '../social/publishing/feedPage.ts';
import { Refused } from '../social/refused.ts';
import { insightsOfPost } from './insights.ts';
import { ownPage } from './pages.ts';

/** A page's post as a node. */
export interface PostNode {
  /** The page's id, and the post's own. */
  id: string;
  page: Account;
  post: SandboxPost;
  call: AccountCall;
}

export const postNode = (call: AccountCall, page: Account, post: SandboxPost): PostNode => ({
  id: post.publication?.id ?? `${page.id}_${post.number}`,
  ...{ page, post, call },
});

/** An edge of which only the number is asked for: `.limit(0).summary(total_count)`; with `summary` it is told. */
const counted = (total: number, { modifiers }: AskedField): object => ({
  data: [],
  ...(modifiers.summary !== undefined && { summary: { total_count: total } }),
});

const statusTypes = { video: 'added_video', image: 'added_photos', text: 'mobile_status_update' };

/** https://developers.facebook.com/docs/graph-api/reference/page-post */
export const postFields: NodeFields<PostNode> = {
  message: ({ post }) => post.text,
  created_time: ({ post }) => graphTime(post.publishedAt),
  permalink_url: ({ id, call, page, post }) =>
    post.publication
      ? `${call.origin}${feedPath('facebook', page.id, id)}`
      : `https://www.facebook.com/${page.id}/posts/${post.number}`,
  // A post of words alone comes without.
  full_picture: ({ call, page, post }) =>
    post.kind === 'text' ? undefined : postPictureUrl(call.origin, page, post),
  status_type: ({ post }) => statusTypes[post.kind],
  is_published: () => true,
  // A post that nobody shared comes without.
  shares: ({ post }) => (post.shares > 0 ? { count: post.shares } : undefined),
  reactions: ({ post }, asked) => counted(post.likes, asked),
  likes: ({ post }, asked) => counted(post.likes, asked),
  comments: ({ id, post, call }, asked) =>
    counted(post.comments + listComments(call.store, 'facebook', id).length, asked),
  insights({ id, post, call }, { modifiers }) {
    if (!call.scopes.includes('read_insights')) {
      throw new Refused('missing_scope', 'This endpoint requires the read_insights permission.');
    }
    return { data: insightsOfPost(id, post, modifiers.metric) };
  },
};

/** The post of the caller's page with that id. @throws {Refused} when there is none. */
export function postWithId(call: AccountCall, id: string): PostNode {
  const [pageId = '', number = ''] = id.split('_');
  const page = ownPage(call, pageId);
  const post = findPublished(call, page, id) ?? findPost(call, page, number);
  if (!post) throw noObject(id);
  return postNode(call, page, post);
}
