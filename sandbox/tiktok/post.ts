import { findAccount } from '../social/accounts.ts';
import type { Call } from '../social/platform.ts';
import { changeHandle, findHandle, type Handle } from '../social/publishing/handles.ts';
import type { KeptMedia } from '../social/publishing/media.ts';
import { publish } from '../social/publishing/publications.ts';
import { videoIdOf } from './videoList.ts';

/** TikTok works on a post for so long, */
export const processingMs = 1500;
/** and tells its id so much later, once it was moderated. */
export const moderationMs = 1000;

/** A post by its publish_id. */
export interface PostState {
  kind: 'video' | 'image';
  text: string;
  title: string | null;
  isPublic: boolean;
  source: 'FILE_UPLOAD' | 'PULL_FROM_URL';
  /** Of an upload: its bytes in all and in each part, those that are here, and the secret of its address. */
  upload: { size: number; chunkSize: number; uploaded: number; token: string } | null;
  /** Bytes that were fetched. */
  downloaded: number;
  /** Once all bytes are here: when that was, by the sandbox's clock, and what came of it. */
  outcome: { at: number; failure: string | null; postId: string | null } | null;
}
export type Post = Handle<PostState>;

export const findPostOf = (call: Call, publishId: string): Post | null =>
  findHandle<PostState>(call, 'post', publishId);

const videoTypes = ['video/mp4', 'video/quicktime'];
const imageTypes = ['image/jpeg', 'image/webp'];
const imageLimitBytes = 20 * 1024 * 1024;
/** A picture may have 1080p: https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
const [shortSide, longSide] = [1080, 1920];

/** Why TikTok fails to make a post of these; null when it does not. */
function failureOf(kind: PostState['kind'], media: (KeptMedia | null)[]): string | null {
  const types = kind === 'video' ? videoTypes : imageTypes;
  if (media.some((each) => !each || !types.includes(each.type))) return 'file_format_check_failed';
  const tooLarge = media.some((each) => {
    const sides = [each?.width ?? 0, each?.height ?? 0];
    return Math.min(...sides) > shortSide || Math.max(...sides) > longSide;
  });
  const tooHeavy = kind === 'image' && media.some((each) => (each?.size ?? 0) > imageLimitBytes);
  return tooLarge || tooHeavy ? 'picture_size_check_failed' : null;
}

/**
 * All bytes of a post are here: it is published in a while, or has failed. `media` holds null for what is no picture
 * or video; without it nothing could be fetched.
 */
export function settlePost(call: Call, post: Post, media: (KeptMedia | null)[] | null): void {
  const { state } = post;
  const pullFailure = state.kind === 'video' ? 'video_pull_failed' : 'photo_pull_failed';
  const failure = media ? failureOf(state.kind, media) : pullFailure;
  call.store.atOnce(() => {
    const postId = failure === null ? publishPost(call, post, media ?? []) : null;
    changeHandle(call, post.id, { ...state, outcome: { at: call.now, failure, postId } });
  });
}

/** Returns the id of the post; null when its account is gone. */
function publishPost(
  call: Call,
  { id, account: owner, state }: Post,
  media: (KeptMedia | null)[],
): string | null {
  const account = findAccount(call.store, call.platform.name, owner);
  if (!account) return null;
  const { text, kind, title, isPublic } = state;
  const publication = publish(
    call,
    {
      ...{ account, text, kind, processingMs, listed: isPublic },
      media: media.flatMap((each) => each?.sha256 ?? []),
      details: { publishId: id, ...(title !== null && { title }) },
    },
    videoIdOf,
  );
  return publication.id;
}
