import { ConversationQuery, conversationsMaximum } from '../../contracts/conversations.ts';
import { InstagramConversations } from '../../contracts/instagramMessages.ts';
import { findConversations } from '../../db/conversations.ts';
import { endpoint, ok } from '../endpoint.ts';
import { pageOf } from '../paging.ts';

export const instagramConversations = endpoint({
  method: 'GET',
  path: '/api/instagram/conversations',
  summary: 'Conversations of the connected accounts of Instagram; GET /api/conversations tells more of them',
  tag: 'Instagram',
  access: 'viewer',
  query: ConversationQuery.pick({ page: true, limit: true }),
  answers: { 200: InstagramConversations },
  async handle({ query: { page, limit }, project }) {
    const { conversations } = await findConversations(project.id, {
      channel: 'instagram',
      unreadOnly: false,
      search: undefined,
      ...pageOf({ page, page_size: limit }, { maximumSize: conversationsMaximum }),
    });
    return ok({
      conversations: conversations.map(({ id, externalId, lastMessageSnippet, unreadCount }) => ({
        id,
        participants: [externalId],
        last_message: lastMessageSnippet,
        unread_count: unreadCount,
      })),
    });
  },
});
