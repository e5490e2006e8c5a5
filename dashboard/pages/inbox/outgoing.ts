import { useMutation, useMutationState, type UseMutationResult } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { conversationPath, type AttachedFile } from './questions.ts';

/** What is sent, as POST …/messages takes it. */
export interface Outgoing {
  content?: string;
  message_type?: 'template' | AttachedFile['type'];
  /** One that was attached before. */
  file_id?: string;
  template?: { name: string; language: string; components: Record<string, unknown>[] };
  split?: 'sentences';
  suggestion_id?: string;
  /** A message that is sent twice under the same name is one. */
  client_message_id: string;
}

const keyOf = (conversationId: string) => ['send message', conversationId];

/** Sends to the customer; done once the thread shows it. */
export function useSending(conversationId: string): UseMutationResult<unknown, unknown, Outgoing> {
  const refresh = useRefresh();
  return useMutation({
    mutationKey: keyOf(conversationId),
    mutationFn: (outgoing: Outgoing) =>
      api.post(`${conversationPath(conversationId)}/messages`, { body: outgoing }),
    onSuccess: () => refresh('conversations'),
  });
}

/** What is on its way to the API: shown in the thread at once. */
export const useOnTheWay = (conversationId: string): Outgoing[] =>
  useMutationState({
    filters: { mutationKey: keyOf(conversationId), status: 'pending' },
    select: ({ state }) => state.variables as Outgoing,
  });
