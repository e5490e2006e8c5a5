import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import { Rejected, Unavailable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import type { PostMedia } from '../publishing.ts';

const Upload = z.object({
  data: z.object({
    id: z.string(),
    expires_after_secs: z.number().nullish(),
    processing_info: z.object({ state: z.string(), check_after_secs: z.number().nullish() }).nullish(),
  }),
});
type Upload = z.infer<typeof Upload>['data'];

/** Below the 5 MiB that a segment may have. */
const segmentBytes = 4 * 1024 * 1024;
const segmentDeadlineMs = 120_000;
/** A video that X has not made ready by then is tried again later, from the start. */
const patienceMs = 10 * 60_000;

/**
 * Uploads a picture or a video with its description: https://docs.x.com/x-api/media/quickstart/media-upload-chunked.
 * Nobody sees it until a post names it. Returns its id, and for how many seconds a post can.
 */
export async function uploadMedia(
  call: AccountCall,
  media: PostMedia,
): Promise<{ id: string; usableForSeconds: number }> {
  const bytes = await media.bytes();
  const { id } = await send(call, '/2/media/upload/initialize', {
    media_type: media.mediaType,
    total_bytes: bytes.length,
    media_category: categoryOf(media),
  });
  for (let start = 0; start < bytes.length; start += segmentBytes) {
    await append(call, id, start / segmentBytes, bytes.subarray(start, start + segmentBytes));
  }
  const finalized = await send(call, `/2/media/upload/${id}/finalize`);
  await untilReady(call, finalized);
  if (media.altText) await describe(call, id, media.altText);
  // A day, as the guide says, where the answer does not.
  return { id, usableForSeconds: finalized.expires_after_secs ?? 86_400 };
}

const categoryOf = ({ kind, mediaType }: PostMedia): string => {
  if (kind === 'video') return 'tweet_video';
  return mediaType === 'image/gif' ? 'tweet_gif' : 'tweet_image';
};

async function send({ http, accessToken }: AccountCall, path: string, json?: object): Promise<Upload> {
  const answer = await http.send({ method: 'POST', host: 'api', path, json, bearer: accessToken });
  return readAnswer(Upload, answer, 'X answered no upload').data;
}

async function append({ http, accessToken }: AccountCall, id: string, index: number, body: Buffer) {
  await http.send({
    method: 'POST',
    host: 'api',
    path: `/2/media/upload/${id}/append`,
    multipart: {
      segment_index: String(index),
      media: { name: 'segment', type: 'application/octet-stream', body },
    },
    bearer: accessToken,
    deadlineMs: segmentDeadlineMs,
  });
}

/** Waits while X works on a video, as often as it says. @throws {Rejected} when it can make nothing of it. */
async function untilReady({ http, accessToken }: AccountCall, finalized: Upload): Promise<void> {
  const { id } = finalized;
  const end = Date.now() + patienceMs;
  let processing = finalized.processing_info;
  while (processing && processing.state !== 'succeeded') {
    if (processing.state === 'failed') throw new Rejected('X could not process the video', 'media_failed');
    if (Date.now() > end) throw new Unavailable('X still processes the video', 'unknown');
    await pause((processing.check_after_secs ?? 1) * 1000);
    const query = { command: 'STATUS', media_id: id };
    const answer = await http.send({ host: 'api', path: '/2/media/upload', query, bearer: accessToken });
    processing = readAnswer(Upload, answer, 'X answered no upload').data.processing_info;
  }
}

/** https://docs.x.com/x-api/media/create-media-metadata */
async function describe({ http, accessToken }: AccountCall, id: string, text: string): Promise<void> {
  const json = { id, metadata: { alt_text: { text } } };
  await http.send({ method: 'POST', host: 'api', path: '/2/media/metadata', json, bearer: accessToken });
}
