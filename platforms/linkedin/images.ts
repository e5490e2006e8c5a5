import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import type { AccountCall } from '../credentials.ts';
import type { PostMedia } from '../publishing.ts';
import { restHeaders } from './member.ts';

const Initialized = z.object({ value: z.object({ uploadUrl: z.url(), image: z.string() }) });
const uploadDeadlineMs = 120_000;

/**
 * Uploads a picture, which nobody sees until a post names it; its urn.
 * https://learn.microsoft.com/linkedin/marketing/community-management/shares/images-api
 */
export async function uploadImage(call: AccountCall, owner: string, media: PostMedia): Promise<string> {
  const { http, accessToken } = call;
  const answer = await http.send({
    method: 'POST',
    host: 'api',
    path: '/rest/images',
    query: { action: 'initializeUpload' },
    headers: restHeaders(http),
    json: { initializeUploadRequest: { owner } },
    bearer: accessToken,
  });
  const { uploadUrl, image } = readAnswer(Initialized, answer, 'LinkedIn answered no upload').value;
  await http.send({
    method: 'PUT',
    host: new URL(uploadUrl),
    bytes: { type: media.mediaType, body: await media.bytes() },
    bearer: accessToken,
    deadlineMs: uploadDeadlineMs,
  });
  return image;
}
