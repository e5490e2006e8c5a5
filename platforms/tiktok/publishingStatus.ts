import { z } from 'zod';
import { unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';

const Answer = z.object({
  data: z.object({
    status: z.string(),
    fail_reason: z.string().nullish(),
    uploaded_bytes: z.number().nullish(),
  }),
});
/** An array of 64-bit numbers, which JSON.parse would round: read from the text. The name is TikTok's own spelling. */
const postIds = /"publicaly_available_post_id"\s*:\s*\[\s*"?(\d+)/;

export interface PublishingStatus {
  /** PROCESSING_UPLOAD, PROCESSING_DOWNLOAD, PUBLISH_COMPLETE or FAILED. */
  status: string;
  failReason: string | null;
  /** Of a film's upload. */
  uploadedBytes: number;
  /** Told only of what everybody may see, and only once TikTok has looked at it. */
  postId: string | null;
}

/** https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status: 30 a minute and token. */
export async function readStatus(
  { http, accessToken }: AccountCall,
  publishId: string,
): Promise<PublishingStatus> {
  const { json, text } = await http.send({
    method: 'POST',
    host: 'api',
    path: '/v2/post/publish/status/fetch/',
    bearer: accessToken,
    json: { publish_id: publishId },
  });
  const result = Answer.safeParse(json);
  if (!result.success) throw unreadable('TikTok answered no status');
  const { status, fail_reason: failReason, uploaded_bytes: uploadedBytes } = result.data.data;
  return {
    status,
    failReason: failReason ?? null,
    uploadedBytes: uploadedBytes ?? 0,
    postId: postIds.exec(text)?.[1] ?? null,
  };
}
