import type { NodeFields } from '../graph/fields.ts';
import { graphTime } from '../graph/request.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall } from '../social/platform.ts';
import { findPost, type SandboxPost } from '../social/posts.ts';

/** A post as a node. */
export interface MediaNode {
  id: string;
  post: SandboxPost;
  call: AccountCall;
}

export const mediaNode = (call: AccountCall, post: SandboxPost): MediaNode => ({
  id: `18${post.number}`,
  ...{ post, call },
});

/** The account's post with that id; null when it has none. */
export function findMedia(call: AccountCall, id: string): MediaNode | null {
  const post = id.startsWith('18') ? findPost(call, call.account, id.slice(2)) : null;
  return post && mediaNode(call, post);
}

const shortcode = ({ number }: SandboxPost): string => BigInt(number).toString(36);
const picture = ({ post, call }: MediaNode): string => postPictureUrl(call.origin, call.account, post);

/** https://developers.facebook.com/docs/instagram-platform/reference/instagram-media */
export const mediaFields: NodeFields<MediaNode> = {
  caption: ({ post }) => post.text,
  media_type: ({ post }) => (post.kind === 'video' ? 'VIDEO' : 'IMAGE'),
  media_product_type: ({ post }) => (post.kind === 'video' ? 'REELS' : 'FEED'),
  media_url: picture,
  // Only videos have one.
  thumbnail_url: (node) => (node.post.kind === 'video' ? picture(node) : undefined),
  permalink: ({ post }) =>
    `https://www.instagram.com/${post.kind === 'video' ? 'reel' : 'p'}/${shortcode(post)}/`,
  shortcode: ({ post }) => shortcode(post),
  timestamp: ({ post }) => graphTime(post.publishedAt),
  username: ({ call }) => call.account.handle,
  like_count: ({ post }) => post.likes,
  comments_count: ({ post }) => post.comments,
  is_comment_enabled: () => true,
};
