import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ConversationList } from '../../../contracts/conversations.ts';
import { api } from '../client/api.ts';
import { useAppTexts } from '../i18n/i18n.ts';
import { projectKey, useProject } from '../projects/projects.ts';

/** Customers who wait for a person's answer: the latest of them, and how many there are. */
export const waitingQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'conversations', 'waiting'),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ConversationList>>('/api/conversations', {
        query: { waiting: 'true', limit: 3 },
        signal,
      }),
  });

/** How many customers wait for an answer, also in words; 0 while nobody knows. */
export function useWaiting(): { count: number; words: string } {
  const t = useAppTexts();
  const { data } = useQuery(waitingQuery(useProject().id));
  const count = data?.total ?? 0;
  return { count, words: t('navigation.waiting', { count }) };
}
