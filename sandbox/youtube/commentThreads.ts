import { z } from 'zod';
import { newSecret } from '../social/grants.ts';
import { jsonBody } from '../social/jsonBody.ts';
import type { Endpoint } from '../social/platform.ts';
import { addComment, listComments, type Comment } from '../social/publishing/comments.ts';
import { Refused } from '../social/refused.ts';
import { DataApiRefused } from './refusal.ts';
import { readParts, readingScopes, resource } from './resources.ts';
import { findVideo } from './videos.ts';

const NewThread = z.object({
  snippet: z.object({
    videoId: z.string(),
    channelId: z.string().optional(),
    topLevelComment: z.object({ snippet: z.object({ textOriginal: z.string().default('') }) }),
  }),
});

const videoNotFound = (videoId: string) =>
  new DataApiRefused({
    ...{ code: 404, reason: 'videoNotFound', domain: 'youtube.commentThread', location: 'videoId' },
    message: `The video identified by the <code>${videoId}</code> parameter could not be found.`,
  });

/** developers.google.com/youtube/v3/docs/commentThreads */
const parts: Record<string, (subject: { comment: Comment; channelId: string }) => unknown> = {
  snippet: ({ comment: { id, postId, text, author, createdAt }, channelId }) => {
    const publishedAt = new Date(createdAt).toISOString();
    const snippet = {
      ...{ channelId, videoId: postId, textDisplay: text, textOriginal: text, authorDisplayName: author },
      ...{ canRate: true, viewerRating: 'none', likeCount: 0, publishedAt, updatedAt: publishedAt },
    };
    return {
      ...{ channelId, videoId: postId, canReply: true, totalReplyCount: 0, isPublic: true },
      topLevelComment: resource('comment', id, ['snippet'], { snippet: () => snippet }, null),
    };
  },
};

/** developers.google.com/youtube/v3/docs/commentThreads/insert */
const insert: Endpoint = {
  method: 'POST',
  path: '/api/youtube/v3/commentThreads',
  scopes: ['https://www.googleapis.com/auth/youtube.force-ssl'],
  operation: 'comment',
  handle(call) {
    const asked = readParts(call, Object.keys(parts));
    const thread = NewThread.safeParse(jsonBody(call));
    if (!thread.success) throw new Refused('invalid_parameter', z.prettifyError(thread.error));
    const { videoId, topLevelComment } = thread.data.snippet;
    const video = findVideo(call, videoId);
    if (!video) throw videoNotFound(videoId);
    const text = topLevelComment.snippet.textOriginal;
    if (!text.trim() || text.length > 10_000) {
      throw new DataApiRefused({
        ...{ code: 400, domain: 'youtube.commentThread', message: 'The comment is empty or too long.' },
        reason: text.trim() ? 'commentTextTooLong' : 'commentTextRequired',
      });
    }
    const id = newSecret('Ugx', 17);
    const comment = addComment(call, {
      ...{ id, postId: videoId, parentId: null, author: call.account.name, text },
    });
    call.ctx.body = resource('commentThread', id, asked, parts, { comment, channelId: video.account.id });
  },
};

/** developers.google.com/youtube/v3/docs/commentThreads/list: of a video, newest first, on one page. */
const list: Endpoint = {
  method: 'GET',
  path: '/api/youtube/v3/commentThreads',
  scopes: readingScopes,
  operation: 'list',
  handle(call) {
    const asked = readParts(call, Object.keys(parts));
    const videoId = call.query.get('videoId');
    if (!videoId) throw new Refused('invalid_parameter', 'No filter selected. Expected one of: videoId');
    const video = findVideo(call, videoId);
    if (!video) throw videoNotFound(videoId);
    const comments = listComments(call.store, call.platform.name, videoId).toReversed();
    call.ctx.body = {
      kind: 'youtube#commentThreadListResponse',
      pageInfo: { totalResults: comments.length, resultsPerPage: 20 },
      items: comments.map((comment) =>
        resource('commentThread', comment.id, asked, parts, { comment, channelId: video.account.id }),
      ),
    };
  },
};

export const commentEndpoints: Endpoint[] = [insert, list];
