import type { Call, OpenEndpoint } from '../social/platform.ts';
import { changeHandle, chunksOf, forgetChunks, keepChunk } from '../social/publishing/handles.ts';
import { keepMedia, sha256Of } from '../social/publishing/media.ts';
import { TikTokRefused } from './errors.ts';
import { findPostOf, settlePost, type Post, type PostState } from './post.ts';

/** An upload's address is good for so long: https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
const addressLifetimeMs = 3600 * 1000;

/** Where the bytes of a post are put. */
export const uploadAddress = ({ origin }: Call, publishId: string, token: string): string =>
  `${origin}/tiktok/upload/video/?upload_id=${encodeURIComponent(publishId)}&upload_token=${token}`;

type Upload = NonNullable<PostState['upload']>;

/** What is uploaded to this address; null when that is nothing. */
function uploadOf(call: Call): { post: Post; upload: Upload } | null {
  const post = findPostOf(call, call.query.get('upload_id') ?? '');
  const upload = post?.state.upload;
  return post && upload && upload.token === call.query.get('upload_token') ? { post, upload } : null;
}

interface Range {
  first: number;
  last: number;
  total: number;
}

/** What the header Content-Range says of this part; null when it says nothing. */
function rangeOf({ ctx }: Call): Range | null {
  const numbers = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(ctx.get('content-range'))?.slice(1).map(Number);
  if (!numbers) return null;
  const [first = 0, last = 0, total = 0] = numbers;
  return { first, last, total };
}

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
export const uploadVideo: OpenEndpoint = {
  method: 'PUT',
  path: '/upload/video/',
  operation: 'prepare',
  attempt(call) {
    const found = uploadOf(call);
    const range = rangeOf(call);
    if (!found || range?.last !== found.upload.size - 1) return null;
    const { account, state } = found.post;
    const media = range.first === 0 ? [sha256Of(call.bytes)] : [];
    return { account, name: 'upload', text: state.text, media };
  },
  async handle(call) {
    const { post, upload } = openUpload(call);
    const { last } = readRange(call, upload);
    const uploaded = last + 1;
    const changed = { ...post, state: { ...post.state, upload: { ...upload, uploaded } } };
    call.store.atOnce(() => {
      keepChunk(call.store, 'tiktok', post.id, upload.uploaded, call.bytes);
      changeHandle(call, post.id, changed.state);
    });
    call.ctx.set('content-range', `bytes 0-${last}/${upload.size}`);
    call.ctx.status = uploaded < upload.size ? 206 : 201;
    call.ctx.body = '';
    if (uploaded < upload.size) return;
    const media = await keepMedia(call.store, chunksOf(call.store, 'tiktok', post.id));
    settlePost(call, changed, [media]);
    forgetChunks(call.store, 'tiktok', post.id);
  },
};

/** @throws {Refused} when there is no such upload, it is whole, or its address is too old. */
function openUpload(call: Call): { post: Post; upload: Upload } {
  const found = uploadOf(call);
  if (!found || found.upload.uploaded >= found.upload.size) {
    throw new TikTokRefused(404, 'not_found', 'The upload task is not found.');
  }
  if (call.now >= found.post.createdAt + addressLifetimeMs) {
    throw new TikTokRefused(403, 'forbidden', 'The upload_url has expired.');
  }
  return found;
}

/** The part that comes, in its turn and of the size that was announced. @throws {Refused} when it is another. */
function readRange(call: Call, { size, chunkSize, uploaded }: Upload): Range {
  const range = rangeOf(call);
  if (!range)
    throw new TikTokRefused(400, 'bad_request', 'The header Content-Range is missing or malformed.');
  const { first, last, total } = range;
  const length = last - first + 1;
  const isLast = last === size - 1;
  // The last part takes what is left over by the others.
  const expected = isLast ? size - uploaded : chunkSize;
  const isExact = length === call.bytes.length && length === expected && total === size;
  if (first !== uploaded || !isExact || (isLast && length >= 2 * chunkSize)) {
    throw new TikTokRefused(416, 'range_not_satisfiable', 'The Content-Range is not that of the next chunk.');
  }
  return range;
}
