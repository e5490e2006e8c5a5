import { z } from 'zod';
import type { Commenting, CommentReply } from '../commenting.ts';
import { Unavailable } from '../errors.ts';
import { createNode, readGraph } from '../graphNodes.ts';
import type { AccountCall } from '../credentials.ts';

const Replies = z.object({
  data: z.array(
    z.object({ id: z.string(), text: z.string().nullish(), username: z.string(), timestamp: z.string() }),
  ),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).nullish(), next: z.string().nullish() })
    .nullish(),
});
/** More replies than this nobody reads to look for one. */
const maximumPages = 20;

/**
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies and
 * …/reference/ig-media/comments
 */
export const comments: Commenting = {
  reply: (call, commentId, text) => createNode(call, `${commentId}/replies`, { message: text }),
  replies: (call, commentId) => readAll(call, `${commentId}/replies`),
  comments: (call, postId) => readAll(call, `${postId}/comments`),
  visibleWithinMs: 15_000,
};

async function readAll(call: AccountCall, path: string): Promise<CommentReply[]> {
  const found: CommentReply[] = [];
  let after: string | undefined;
  for (let page = 0; page < maximumPages; page += 1) {
    const fields = 'id,text,username,timestamp';
    const { data, paging } = await readGraph(call, path, { shape: Replies, fields, limit: 50, after });
    for (const { id, text, username, timestamp } of data)
      found.push({ id, text: text ?? '', author: username, writtenAt: new Date(timestamp) });
    after = paging?.next ? paging.cursors?.after : undefined;
    if (!after) return found;
  }
  throw new Unavailable('too many comments to read', 'unknown');
}
