import { z } from 'zod';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { logIdOf, TikTokRefused } from './errors.ts';
import { readJsonBody } from './jsonBody.ts';
import { findPostOf, moderationMs, processingMs, type PostState } from './post.ts';

const Body = z.object({ publish_id: z.string().max(64) });

/** https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status */
export const fetchStatus: Endpoint = {
  method: 'POST',
  path: '/api/v2/post/publish/status/fetch/',
  scopes: ['video.publish', 'video.upload'],
  operation: 'status',
  handle(call) {
    const post = findPostOf(call, readJsonBody(call, Body).publish_id);
    if (!post) throw new TikTokRefused(400, 'invalid_publish_id', 'The publish_id does not exist.');
    if (post.account !== call.account.id) {
      throw new TikTokRefused(
        ...([401, 'token_not_authorized_for_specified_publish_id'] as const),
        'The access_token does not have authorization for the specified publish_id.',
      );
    }
    const data = {
      ...statusOf(post.state, call),
      uploaded_bytes: post.state.upload?.uploaded ?? 0,
      downloaded_bytes: post.state.downloaded,
    };
    const error = { code: 'ok', message: '', log_id: logIdOf(call) };
    call.ctx.type = 'application/json';
    // Ids are numbers here, although they exceed 2^53.
    call.ctx.body = JSON.stringify({ data, error }).replace(/"int64:(\d+)"/g, '$1');
  },
};

function statusOf({ outcome, source, isPublic }: PostState, { now }: AccountCall): object {
  const processing = source === 'FILE_UPLOAD' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD';
  if (!outcome || now < outcome.at + processingMs) return { status: processing };
  if (outcome.failure !== null) return { status: 'FAILED', fail_reason: outcome.failure };
  const isModerated = isPublic && now >= outcome.at + processingMs + moderationMs;
  // Sic.
  return {
    status: 'PUBLISH_COMPLETE',
    publicaly_available_post_id: isModerated ? [`int64:${outcome.postId}`] : [],
  };
}
