import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AssistantSettingsAnswer, UsageAnswer } from '../../../contracts/assistantSettings.ts';
import type {
  CreateKnowledge,
  KnowledgeAnswer,
  KnowledgeFound,
  KnowledgePage,
} from '../../../contracts/knowledge.ts';
import type { OpeningHours } from '../../../contracts/openingHours.ts';
import type { SavedReply as SavedReplyAnswer } from '../../../contracts/savedReplies.ts';
import type { WidgetAnswer, WidgetPage } from '../../../contracts/widgets.ts';
import { api } from '../../app/client/api.ts';
import { projectKey } from '../../app/projects/projects.ts';

export type AssistantSettings = z.infer<typeof AssistantSettingsAnswer>;
export type Knowledge = z.infer<typeof KnowledgeAnswer>;
export type KnowledgeKind = CreateKnowledge['kind'];
export type Hours = OpeningHours;
export type SavedReply = z.infer<typeof SavedReplyAnswer>;
export type Widget = z.infer<typeof WidgetAnswer>;

type Page = z.infer<typeof KnowledgePage>;

export const settingsPath = '/api/assistant/settings';
export const knowledgePath = '/api/assistant/knowledge';
export const repliesPath = '/api/saved-replies';
export const widgetsPath = '/api/web-widgets';

export const settingsQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'assistant', 'settings'),
    queryFn: ({ signal }) => api.get<AssistantSettings>(settingsPath, { signal }),
  });

export const usageQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'assistant', 'usage'),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof UsageAnswer>>('/api/assistant/usage', { query: { days: 7 }, signal }),
  });

export const knowledgeQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'assistant', 'knowledge'),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>(knowledgePath, { query: { page: pageParam, page_size: 50 }, signal }),
    initialPageParam: 1,
    getNextPageParam: (last: Page, pages: Page[]) => (last.next === null ? undefined : pages.length + 1),
  });

/** What the assistant would find for a question. */
export const foundQuery = (projectId: string, question: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'assistant', 'knowledge search', question),
    queryFn: async ({ signal }) =>
      (
        await api.get<z.infer<typeof KnowledgeFound>>(`${knowledgePath}/search`, {
          query: { q: question, limit: 5 },
          signal,
        })
      ).results,
    enabled: question !== '',
  });

export const widgetsQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'widgets', 'list'),
    queryFn: async ({ signal }) =>
      (
        await api.get<z.infer<typeof WidgetPage>>(widgetsPath, {
          query: { page_size: 100 },
          signal,
        })
      ).results,
  });
