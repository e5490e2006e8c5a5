import type { NodeFields } from '../graph/fields.ts';
import { graphTime } from '../graph/request.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall } from '../social/platform.ts';
import { findPost, type SandboxPost } from '../social/posts.ts';
import { listComments } from '../social/publishing/comments.ts';
import { feedPath } from '../social/publishing/feedPage.ts';

/** A post as a node. */
export interface MediaNode {
  id: string;
  post: SandboxPost;
  call: AccountCall;
}

/** A medium's id, of its post's number. */
export const mediaId = (number: string): string => `18${number}`;

export const mediaNode = (call: AccountCall, post: SandboxPost): MediaNode => ({
  id: mediaId(post.number),
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
  media_type({ post }) {
    if ((post.publication?.media.length ?? 0) > 1) return 'CAROUSEL_ALBUM';
    return post.kind === 'video' ? 'VIDEO' : 'IMAGE';
  },
  media_product_type({ post }) {
    if (post.publication?.details.story === true) return 'STORY';
    return post.kind === 'video' ? 'REELS' : 'FEED';
  },
  media_url: picture,
  alt_text: ({ post }) => post.publication?.details.altText,
  // Only videos have one.
  thumbnail_url: (node) => (node.post.kind === 'video' ? picture(node) : undefined),
  permalink: ({ id, post, call }) =>
    post.publication
      ? `${call.origin}${feedPath('instagram', call.account.id, id)}`
      : `https://www.instagram.com/${post.kind === 'video' ? 'reel' : 'p'}/${shortcode(post)}/`,
  shortcode: ({ post }) => shortcode(post),
  timestamp: ({ post }) => graphTime(post.publishedAt),
  username: ({ call }) => call.account.handle,
  like_count: ({ post }) => post.likes,
  comments_count: ({ id, post, call }) => post.comments + listComments(call.store, 'instagram', id).length,
  is_comment_enabled: () => true,
};
