import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { tokenOfCall } from '../social/bearer.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import { keepHandle, newNumber } from '../social/publishing/handles.ts';
import { fetchMedia, keepMedia } from '../social/publishing/media.ts';
import type { Attempt } from '../social/attempts.ts';
import { findToken } from '../social/tokens.ts';
import { checkDailyCap, privacyLevels } from './creatorInfo.ts';
import { logIdOf } from './errors.ts';
import { readJsonBody } from './jsonBody.ts';
import { settlePost, type Post, type PostState } from './post.ts';
import { uploadAddress } from './upload.ts';

const megabyte = 1024 * 1024;
const privacy = z.enum(privacyLevels);

/** https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
const VideoInit = z.object({
  post_info: z.object({ title: z.string().max(2200).default(''), privacy_level: privacy }),
  source_info: z.discriminatedUnion('source', [
    z.object({ source: z.literal('PULL_FROM_URL'), video_url: z.url() }),
    z
      .object({
        source: z.literal('FILE_UPLOAD'),
        video_size: z.int().positive(),
        chunk_size: z.int().positive(),
        total_chunk_count: z.int().min(1).max(1000),
      })
      .refine(hasGoodChunks, { error: 'The chunk size or total_chunk_count is invalid.' }),
  ]),
});

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#chunk_restrictions */
function hasGoodChunks(source: {
  video_size: number;
  chunk_size: number;
  total_chunk_count: number;
}): boolean {
  const { video_size: size, chunk_size: chunk, total_chunk_count: count } = source;
  if (size < 5 * megabyte) return chunk === size && count === 1;
  if (chunk === size && size <= 64 * megabyte) return count === 1;
  const fits = chunk >= 5 * megabyte && chunk <= 64 * megabyte;
  return fits && count === Math.floor(size / chunk);
}

/** https://developers.tiktok.com/doc/content-posting-api-reference-photo-post; drafts for the inbox are not stood in for. */
const ContentInit = z.object({
  media_type: z.literal('PHOTO'),
  post_mode: z.literal('DIRECT_POST'),
  post_info: z.object({
    title: z.string().max(90).default(''),
    description: z.string().max(4000).default(''),
    privacy_level: privacy,
  }),
  source_info: z
    .object({
      source: z.literal('PULL_FROM_URL'),
      photo_images: z.array(z.url()).min(1).max(35),
      photo_cover_index: z.int().min(0),
    })
    .refine(({ photo_images: images, photo_cover_index: cover }) => cover < images.length, {
      error: 'The photo_cover_index is out of range.',
    }),
});

const isPublic = (level: (typeof privacyLevels)[number]): boolean => level === 'PUBLIC_TO_EVERYONE';

const attemptOf = (call: Call, name: string, text: string, media: string[]): Attempt => {
  const token = tokenOfCall(call);
  const account = (token && findToken(call.store, 'tiktok', token)?.grant.accountId) ?? '';
  return { account, name, text, media };
};

export const initVideo: Endpoint = {
  method: 'POST',
  path: '/api/v2/post/publish/video/init/',
  scopes: ['video.publish'],
  operation: 'prepare',
  attempt(call) {
    const { post_info: info, source_info: source } = readJsonBody(call, VideoInit);
    // An upload publishes by its last byte.
    if (source.source === 'FILE_UPLOAD') return null;
    return attemptOf(call, 'video/init', info.title, [source.video_url]);
  },
  async handle(call) {
    const { post_info: info, source_info: source } = readJsonBody(call, VideoInit);
    checkDailyCap(call);
    const base = {
      kind: 'video',
      text: info.title,
      title: null,
      isPublic: isPublic(info.privacy_level),
    } as const;
    if (source.source === 'PULL_FROM_URL') {
      await pull(call, keepPost(call, 'v_pub_url', { ...base, source: source.source }), [source.video_url]);
      return;
    }
    const { video_size: size, chunk_size: chunkSize } = source;
    const upload = { size, chunkSize, uploaded: 0, token: randomBytes(16).toString('hex') };
    const post = keepPost(call, 'v_pub_file', { ...base, source: source.source, upload });
    answer(call, { publish_id: post.id, upload_url: uploadAddress(call, post.id, upload.token) });
  },
};

export const initContent: Endpoint = {
  method: 'POST',
  path: '/api/v2/post/publish/content/init/',
  scopes: ['video.publish'],
  operation: 'prepare',
  attempt(call) {
    const { post_info: info, source_info: source } = readJsonBody(call, ContentInit);
    return attemptOf(call, 'content/init', info.description || info.title, source.photo_images);
  },
  async handle(call) {
    const { post_info: info, source_info: source } = readJsonBody(call, ContentInit);
    checkDailyCap(call);
    const post = keepPost(call, 'p_pub_url', {
      ...{ kind: 'image', source: source.source, isPublic: isPublic(info.privacy_level) },
      text: info.description || info.title,
      title: info.description && info.title ? info.title : null,
    });
    await pull(call, post, source.photo_images);
  },
};

type NewPost = Pick<PostState, 'kind' | 'text' | 'title' | 'isPublic' | 'source'> & Partial<PostState>;

const keepPost = (call: AccountCall, prefix: string, state: NewPost): Post =>
  keepHandle<PostState>(call, {
    ...{ id: `${prefix}~v2-1.${newNumber(19)}`, account: call.account.id, kind: 'post' },
    state: { upload: null, downloaded: 0, outcome: null, ...state },
  });

/** Fetches what a post is made of, and answers: what comes of it is told by its status. */
async function pull(call: AccountCall, post: Post, addresses: string[]): Promise<void> {
  const files = await Promise.all(addresses.map(fetchMedia));
  const bytes = files.filter((file) => file !== null);
  const media =
    bytes.length < files.length ? null : await Promise.all(bytes.map((file) => keepMedia(call.store, file)));
  const downloaded = bytes.reduce((sum, { length }) => sum + length, 0);
  settlePost(call, { ...post, state: { ...post.state, downloaded } }, media);
  answer(call, { publish_id: post.id });
}

function answer(call: AccountCall, data: object): void {
  call.ctx.body = { data, error: { code: 'ok', message: '', log_id: logIdOf(call) } };
}
