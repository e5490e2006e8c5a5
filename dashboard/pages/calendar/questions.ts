import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ConnectionAnswer } from '../../../contracts/connections.ts';
import type { PlanPage, PlanPreview, PlanSummary } from '../../../contracts/recurring.ts';
import type { PostPage, PostSummary } from '../../../contracts/scheduledPosts.ts';
import { api } from '../../app/client/api.ts';
import { projectKey, useProject } from '../../app/projects/projects.ts';
import { instantIn } from '../../app/time/zones.ts';
import type { Days } from './days.ts';

export type Post = z.infer<typeof PostSummary>;
type Plan = z.infer<typeof PlanSummary>;
export type Connection = z.infer<typeof ConnectionAnswer>;

/** A time of a recurring plan for which no post exists yet. */
export interface Occurrence {
  plan: Plan;
  at: string;
}

const pageSize = 100;

/** Every post of some days, on the project's clocks. */
export function usePostsOf({ from, until }: Days): UseQueryResult<Post[]> {
  const { id, timezone: zone } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'posts', 'calendar', zone, from, until),
    queryFn: async ({ signal }) => {
      const ask = (page: number) =>
        api.get<z.infer<typeof PostPage>>('/api/scheduler/posts', {
          query: {
            scheduled_time_after: instantIn(zone, `${from}T00:00`).toISOString(),
            scheduled_time_before: new Date(instantIn(zone, `${until}T00:00`).getTime() - 1).toISOString(),
            page_size: pageSize,
            page,
          },
          signal,
        });
      const first = await ask(1);
      const pages = Math.ceil(first.count / pageSize);
      const others = await Promise.all(
        Array.from({ length: Math.max(0, pages - 1) }, (_, index) => ask(index + 2)),
      );
      return [first, ...others].flatMap(({ results }) => results);
    },
    placeholderData: keepPreviousData,
  });
}

/** The next times of each plan that is active: two months of a daily one. */
export function useOccurrences(): Occurrence[] {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'plans', 'occurrences'),
    queryFn: async ({ signal }) => {
      const query = { page_size: 100 };
      const { results } = await api.get<z.infer<typeof PlanPage>>('/api/scheduler/schedules', {
        query,
        signal,
      });
      const previews = results
        .filter(({ state }) => state === 'active')
        .map(async (plan) => {
          const path = `/api/scheduler/schedules/${plan.id}/preview`;
          const { occurrences } = await api.get<z.infer<typeof PlanPreview>>(path, {
            query: { count: 62 },
            signal,
          });
          return occurrences.map(({ at }) => ({ plan, at }));
        });
      return (await Promise.all(previews)).flat();
    },
    staleTime: 5 * 60_000,
  });
  return data ?? [];
}

/** The accounts that one can filter by. */
export function useConnections(): Connection[] {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'connections', 'list'),
    queryFn: ({ signal }) => api.get<Connection[]>('/api/social-media/connections', { signal }),
  });
  return data ?? [];
}
