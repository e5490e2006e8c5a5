import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ConversationList } from '../../../contracts/conversations.ts';
import { api } from '../client/api.ts';
import { projectKey } from '../projects/projects.ts';

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
