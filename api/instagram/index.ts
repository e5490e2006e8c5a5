import type { Endpoint } from '../endpoint.ts';
import { instagramConversations } from './conversations.ts';
import { validateCredentials } from './credentials.ts';
import { sendDm, sendDmBatch } from './directMessages.ts';
import { publishPost, publishStory } from './publish.ts';
import { replyComment, replyDetail } from './reply.ts';

/** /api/instagram: what is done at Instagram with a token that comes in the request. */
export const instagram: Endpoint[] = [
  validateCredentials,
  publishPost,
  publishStory,
  replyComment,
  replyDetail,
  sendDm,
  sendDmBatch,
  instagramConversations,
];
