import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { z } from 'zod';
import type { ConnectionAnswer } from '../../../contracts/connections.ts';
import type { PlatformAnswer } from '../../../contracts/platforms.ts';
import type { ImagePage, ImageSummary, TagAnswer } from '../../../contracts/images.ts';
import type {
  PlanDetail as PlanDetailAnswer,
  PlanPage,
  PlanPreview,
  PlanSummary,
  PlanTimes,
  PlanTimesRequest,
} from '../../../contracts/recurring.ts';
import { api } from '../../app/client/api.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import type { Language } from '../../app/i18n/languages.ts';
import { projectKey, useProject } from '../../app/projects/projects.ts';

export type Plan = z.infer<typeof PlanSummary>;
export type PlanDetail = z.infer<typeof PlanDetailAnswer>;
export type PlanRun = PlanDetail['runs'][number];
export type Occurrence = z.infer<typeof PlanPreview>['occurrences'][number];
type Rules = NonNullable<z.infer<typeof PlatformAnswer>['publishing']>;

/** An account that takes images, and what its platform asks for. */
export interface Account extends z.infer<typeof ConnectionAnswer> {
  rules: Rules;
}

export const plansPath = '/api/scheduler/schedules';
const typingPauseMs = 400;
const pageSize = 50;

export const plansQuery = (projectId: string, language: Language) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'plans', 'list', language),
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof PlanPage>>(plansPath, {
        query: { page: pageParam, page_size: pageSize },
        signal,
      }),
    initialPageParam: 1,
    getNextPageParam: ({ next }, _pages, page) => (next === null ? null : page + 1),
  });

/** A plan with its last runs. */
export const planQuery = (projectId: string, id: number, language: Language) =>
  queryOptions({
    queryKey: projectKey(projectId, 'plans', 'detail', id, language),
    queryFn: ({ signal }) => api.get<PlanDetail>(`${plansPath}/${id}`, { signal }),
  });

/** The next ten times of a plan as it is kept. */
export const timesQuery = (projectId: string, id: number, language: Language) =>
  queryOptions({
    queryKey: projectKey(projectId, 'plans', 'times', id, language),
    queryFn: ({ signal }) => api.get<z.infer<typeof PlanPreview>>(`${plansPath}/${id}/preview`, { signal }),
  });

/** The next ten times that a plan would have; null: nothing that could be asked for is filled in. */
export function usePreview(
  times: z.input<typeof PlanTimesRequest> | null,
): UseQueryResult<z.infer<typeof PlanTimes>> {
  const { id } = useProject();
  const language = useLanguage();
  const [settled] = useDebouncedValue(times, typingPauseMs);
  return useQuery({
    queryKey: projectKey(id, 'plans', 'preview', language, settled),
    queryFn: ({ signal }) =>
      api.post<z.infer<typeof PlanTimes>>(`${plansPath}/preview`, { body: settled, signal }),
    enabled: settled !== null && times !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** The accounts that a plan can publish at. */
export function useAccounts(): UseQueryResult<Account[]> {
  const { id } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'connections', 'taking images'),
    queryFn: async ({ signal }) => {
      const [connections, platforms] = await Promise.all([
        api.get<z.infer<typeof ConnectionAnswer>[]>('/api/social-media/connections', { signal }),
        api.get<z.infer<typeof PlatformAnswer>[]>('/api/platforms', { signal }),
      ]);
      const rules = new Map(platforms.map(({ id: platform, publishing }) => [platform, publishing]));
      return connections.flatMap((connection) => {
        const taken = rules.get(connection.platform);
        return taken?.media.kinds.includes('image') ? [{ ...connection, rules: taken }] : [];
      });
    },
  });
}

/** One of the images that a plan may publish, as an example; undefined where there is none, or not yet. */
export function useExample(tag: string): z.infer<typeof ImageSummary> | undefined {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'images', 'example', tag),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ImagePage>>('/api/images', {
        query: { status: 'validated', tags: tag || null, page_size: 1 },
        signal,
      }),
  });
  return data?.results[0];
}

/** The tags that images have, the most used first. */
export function useTags(): string[] {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'images', 'tags'),
    queryFn: ({ signal }) => api.get<z.infer<typeof TagAnswer>[]>('/api/images/tags', { signal }),
  });
  return (data ?? []).map(({ name }) => name);
}
