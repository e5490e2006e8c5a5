import { z } from 'zod';
import { Rejected, Unavailable, unreadable } from '../errors.ts';
import type { PlatformRequest } from '../http.ts';
import type { AccountCall } from '../credentials.ts';
import type { PostContent, PostMedia } from '../publishing.ts';

/** The smallest chunk that TikTok takes where there are several; the last one may be twice as large. */
const chunkBytes = 5 * 1024 * 1024;
const chunkDeadlineMs = 60_000;

const CreatorAnswer = z.object({
  data: z.object({ creator_username: z.string(), privacy_level_options: z.array(z.string()) }),
});

/** Who posts, and to whom: https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info */
export async function readCreator(
  call: AccountCall,
  { options }: PostContent,
): Promise<{ username: string; privacy: string }> {
  const json = await post(call, 'creator_info/query/', {});
  const result = CreatorAnswer.safeParse(json);
  if (!result.success) throw unreadable('TikTok answered no creator');
  const { creator_username: username, privacy_level_options: allowed } = result.data.data;
  const privacy = options.privacy_level ?? 'PUBLIC_TO_EVERYONE';
  if (!allowed.includes(privacy))
    throw new Rejected('this account cannot post to those people', 'privacy_level_option_mismatch');
  return { username, privacy };
}

const InitAnswer = z.object({ data: z.object({ publish_id: z.string(), upload_url: z.string().nullish() }) });

/**
 * Makes TikTok fetch pictures and publish them: this is already the call that publishes. The publish_id.
 * https://developers.tiktok.com/doc/content-posting-api-reference-photo-post
 */
export async function publishPhotos(
  call: AccountCall,
  { text, media }: PostContent,
  privacy: string,
): Promise<string> {
  const json = await post(call, 'content/init/', {
    post_info: { description: text, privacy_level: privacy },
    source_info: {
      source: 'PULL_FROM_URL',
      photo_cover_index: 0,
      photo_images: media.map(({ url }) => url),
    },
    post_mode: 'DIRECT_POST',
    media_type: 'PHOTO',
  });
  return readInit(json).publish_id;
}

/** An upload of a film whose last chunk, from `lastChunkFrom` on, is not sent yet: sending it publishes the film. */
export interface FilmUpload {
  publishId: string;
  uploadUrl: string;
  size: number;
  lastChunkFrom: number;
}

/** https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and /doc/content-posting-api-media-transfer-guide */
export async function beginFilm(
  call: AccountCall,
  { text, film, privacy }: { text: string; film: PostMedia; privacy: string },
): Promise<FilmUpload> {
  const bytes = await film.bytes();
  const size = bytes.length;
  const chunks = Math.max(1, Math.floor(size / chunkBytes));
  const json = await post(call, 'video/init/', {
    post_info: { title: text, privacy_level: privacy },
    source_info: {
      source: 'FILE_UPLOAD',
      video_size: size,
      chunk_size: chunks === 1 ? size : chunkBytes,
      total_chunk_count: chunks,
    },
  });
  const { publish_id: publishId, upload_url: uploadUrl } = readInit(json);
  if (!uploadUrl) throw unreadable('TikTok answered no address for the upload');
  const lastChunkFrom = (chunks - 1) * chunkBytes;
  for (let from = 0; from < lastChunkFrom; from += chunkBytes) {
    await call.http.send(chunkOf(uploadUrl, bytes, { from, to: from + chunkBytes }));
  }
  return { publishId, uploadUrl, size, lastChunkFrom };
}

/** Sends the last chunk, which publishes the film. What TikTok refuses here shows in its status, not in this answer. */
export async function sendLastChunk(call: AccountCall, upload: FilmUpload, film: PostMedia): Promise<void> {
  const bytes = await film.bytes();
  try {
    await call.http.send(chunkOf(upload.uploadUrl, bytes, { from: upload.lastChunkFrom, to: bytes.length }));
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    throw new Unavailable(error, 'unknown');
  }
}

const chunkOf = (
  uploadUrl: string,
  bytes: Buffer,
  { from, to }: { from: number; to: number },
): PlatformRequest => ({
  method: 'PUT',
  host: new URL(uploadUrl),
  headers: { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}` },
  bytes: { type: 'video/mp4', body: bytes.subarray(from, to) },
  deadlineMs: chunkDeadlineMs,
});

async function post({ http, accessToken }: AccountCall, path: string, json: object): Promise<unknown> {
  const answer = await http.send({
    method: 'POST',
    host: 'api',
    path: `/v2/post/publish/${path}`,
    bearer: accessToken,
    json,
  });
  return answer.json;
}

function readInit(json: unknown): z.infer<typeof InitAnswer>['data'] {
  const result = InitAnswer.safeParse(json);
  if (!result.success) throw unreadable('TikTok answered no publish_id');
  return result.data.data;
}
