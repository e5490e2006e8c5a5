import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  AttachedFile as AttachedFileAnswer,
  ConversationDetail as Detail,
} from '../../../contracts/conversationActions.ts';
import type { ConversationList, MessageList } from '../../../contracts/conversations.ts';
import type { Member as MemberAnswer } from '../../../contracts/projects.ts';
import type { AssistantReplyAnswer } from '../../../contracts/replies.ts';
import type { SavedReplyList } from '../../../contracts/savedReplies.ts';
import { api } from '../../app/client/api.ts';
import type { Language } from '../../app/i18n/languages.ts';
import { projectKey } from '../../app/projects/projects.ts';
import type { InboxFilter } from './search.ts';

type List = z.infer<typeof ConversationList>;
type Thread = z.infer<typeof MessageList>;
export type Conversation = List['conversations'][number];
export type ConversationDetail = z.infer<typeof Detail>;
export type AttachedFile = z.infer<typeof AttachedFileAnswer>;
export type Message = Thread['messages'][number];
type Member = z.infer<typeof MemberAnswer>;
export type AssistantReply = z.infer<typeof AssistantReplyAnswer>;
export type Note = ConversationDetail['notes'][number];

const listed = 40;
const shownMessages = 60;
/** The API shows somebody as typing for ten seconds; that they stopped, no event tells. */
const typingMs = 10_500;

export const conversationPath = (id: string): string => `/api/conversations/${id}`;

/** The conversations of a filter, the latest written to first. */
export const conversationsQuery = (projectId: string, filter: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'conversations', 'list', filter),
    queryFn: ({ pageParam, signal }) => {
      const { state = 'open', channel, assigned, tag, search, unread, waiting } = filter;
      const query = {
        ...{ channel, assigned, tag, search, unread, waiting },
        ...{ state: state === 'all' ? undefined : state, page: pageParam, limit: listed },
      };
      return api.get<List>('/api/conversations', { query, signal });
    },
    initialPageParam: 1,
    getNextPageParam: (last: List, pages: List[]) =>
      last.conversations.length > 0 && pages.length * listed < last.total ? pages.length + 1 : undefined,
  });

/** A conversation with all that helps to answer it. */
export const detailQuery = (projectId: string, id: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'conversations', 'detail', id),
    queryFn: ({ signal }) => api.get<ConversationDetail>(conversationPath(id), { signal }),
    refetchInterval: ({ state }) => (state.data?.typing_by ? typingMs : false),
  });

/** Its messages: the latest first page, older ones as one asks; within a page the oldest is first. */
export const messagesQuery = (projectId: string, id: string, language: Language) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'conversations', 'messages', id, language),
    queryFn: ({ pageParam, signal }) =>
      api.get<Thread>(`${conversationPath(id)}/messages`, {
        query: { limit: shownMessages, before: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Thread, pages: Thread[]) => {
      const known = pages.reduce((sum, { messages }) => sum + messages.length, 0);
      return known < last.total ? (last.messages[0]?.id ?? null) : null;
    },
  });

/** A message of the assistant, or a suggestion, opened. */
export const replyQuery = (projectId: string, conversationId: string, messageId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'conversations', 'reply', conversationId, messageId),
    queryFn: ({ signal }) =>
      api.get<AssistantReply>(`${conversationPath(conversationId)}/replies/${messageId}`, { signal }),
    staleTime: 60_000,
  });

/** Texts that the people of the shop answer with. */
export const savedRepliesQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'assistant', 'saved replies'),
    queryFn: async ({ signal }) =>
      (await api.get<z.infer<typeof SavedReplyList>>('/api/saved-replies', { signal })).saved_replies,
  });

/** To whom a conversation can be given. */
export const membersQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'project', 'members', 'all'),
    queryFn: async ({ signal }) =>
      (
        await api.getPage<Member>(`/api/v1/projects/${projectId}/members`, {
          query: { page_size: 100 },
          signal,
        })
      ).items,
    staleTime: 60_000,
  });
