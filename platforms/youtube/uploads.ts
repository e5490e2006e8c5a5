import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import { Unavailable, unreadable } from '../errors.ts';
import type { PlatformAnswer } from '../http.ts';
import type { AccountCall } from '../credentials.ts';
import { answered } from '../said.ts';

/** A resumable upload. The address alone opens it: it is kept sealed. */
export const Upload = z.object({
  session: z.url(),
  mediaType: z.string(),
  /** Bytes of the whole video, and how many of them YouTube has since `prepare`. */
  size: z.number(),
  sent: z.number(),
});
export type Upload = z.infer<typeof Upload>;

const Video = z.object({ id: z.string() });
/** All pieces but the last are a multiple of this. */
const unit = 256 * 1024;
const pieceBytes = 32 * unit;
const pieceDeadlineMs = 120_000;
/** "Go on". */
const incomplete = 308;
const gone = [404, 410];

/** Opens an upload: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol */
export async function openUpload(
  { http, accessToken }: AccountCall,
  { metadata, mediaType, size }: { metadata: object; mediaType: string; size: number },
): Promise<Upload> {
  const { headers } = await http.send({
    method: 'POST',
    host: 'api',
    path: '/upload/youtube/v3/videos',
    query: { uploadType: 'resumable', part: Object.keys(metadata).join(',') },
    headers: { 'x-upload-content-length': String(size), 'x-upload-content-type': mediaType },
    json: metadata,
    bearer: accessToken,
  });
  const session = z.url().safeParse(headers.location);
  if (!session.success) throw unreadable('YouTube named no upload');
  return { session: session.data, mediaType, size, sent: 0 };
}

/** Sends all but the last piece, at most 256 KiB: without it there is no video. How far the upload is then. */
export async function sendBeginning(call: AccountCall, opened: Upload, bytes: Buffer): Promise<Upload> {
  const lastPiece = Math.floor((opened.size - 1) / unit) * unit;
  let { sent } = opened;
  while (sent < lastPiece) {
    const answer = await put(call, opened, {
      range: { first: sent, end: Math.min(sent + pieceBytes, lastPiece) },
      bytes,
      deadlineMs: pieceDeadlineMs,
    });
    const received = receivedBytes(answer);
    if (received <= sent) throw new Unavailable('YouTube took nothing of a piece', 'unknown');
    sent = received;
  }
  return { ...opened, sent };
}

/** Sends the rest, which makes the video. @throws {Unavailable} 'unknown' when the upload is gone: it is read back. */
export async function sendRest(call: AccountCall, upload: Upload, bytes: Buffer): Promise<string> {
  const answer = await put(call, upload, { range: { first: upload.sent, end: upload.size }, bytes });
  if (answer.status >= 300) throw new Unavailable(answered('YouTube', answer.status), 'unknown');
  return readAnswer(Video, answer, 'YouTube answered no video').id;
}

/** Asks how far an upload is: the video that it became, how many bytes it has, or that it is gone. */
export async function askUpload(
  { http, accessToken }: AccountCall,
  { session, size }: Upload,
): Promise<{ video: string } | { received: number } | 'gone'> {
  const answer = await http.send({
    method: 'PUT',
    host: new URL(session),
    headers: { 'content-range': `bytes */${size}` },
    bearer: accessToken,
    expected: [incomplete, ...gone],
  });
  if (gone.includes(answer.status)) return 'gone';
  if (answer.status === incomplete) return { received: receivedBytes(answer) };
  return { video: readAnswer(Video, answer, 'YouTube answered no video').id };
}

async function put(
  { http, accessToken }: AccountCall,
  { session, mediaType, size }: Upload,
  piece: { range: { first: number; end: number }; bytes: Buffer; deadlineMs?: number },
): Promise<PlatformAnswer> {
  const { first, end } = piece.range;
  return http.send({
    method: 'PUT',
    host: new URL(session),
    headers: { 'content-range': `bytes ${first}-${end - 1}/${size}` },
    bytes: { type: mediaType, body: piece.bytes.subarray(first, end) },
    bearer: accessToken,
    expected: [incomplete, ...gone],
    ...(piece.deadlineMs && { deadlineMs: piece.deadlineMs }),
  });
}

/** `Range: bytes=0-99` is a hundred; without it there are none. */
function receivedBytes({ headers }: PlatformAnswer): number {
  const [, last] = /^bytes=0-(\d+)$/.exec(headers.range ?? '') ?? [];
  return last === undefined ? 0 : Number(last) + 1;
}
