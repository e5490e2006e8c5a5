import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { CalendarPage, PlanOccurrences } from '../../../contracts/calendar.ts';
import type { ConnectionAnswer } from '../../../contracts/connections.ts';
import type { PostPage } from '../../../contracts/scheduledPosts.ts';
import { api } from '../../app/client/api.ts';
import { projectKey, useProject } from '../../app/projects/projects.ts';
import { instantIn } from '../../app/time/zones.ts';
import type { Days } from './days.ts';

export type Post = z.infer<typeof CalendarPage>['results'][number];
type Draft = z.infer<typeof PostPage>['results'][number];
type Plan = z.infer<typeof PlanOccurrences>;
export type Connection = z.infer<typeof ConnectionAnswer>;

/** A time of a recurring plan for which no post exists yet. */
export interface Occurrence {
  plan: Plan;
  at: string;
}

/** Every post of some days, on the project's clocks. */
export function usePostsOf(days: Days): UseQueryResult<Post[]> {
  const { id, timezone: zone } = useProject();
  const span = spanOf(days, zone);
  return useQuery({
    queryKey: projectKey(id, 'posts', 'calendar', span),
    queryFn: async ({ signal }) => {
      const posts: Post[] = [];
      let isMore = true;
      for (let page = 1; isMore; page += 1) {
        const found = await api.get<z.infer<typeof CalendarPage>>('/api/scheduler/calendar', {
          query: { ...span, page },
          signal,
        });
        posts.push(...found.results);
        isMore = found.next !== null;
      }
      return posts;
    },
    placeholderData: keepPreviousData,
  });
}

/** Drafts whose time nobody has chosen yet: they stand at no day. */
export function useTimelessDrafts(): Draft[] {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'posts', 'timeless'),
    queryFn: async ({ signal }) => {
      const drafts: Draft[] = [];
      let isMore = true;
      for (let page = 1; isMore; page += 1) {
        const query = { state: 'draft', page_size: 50, page };
        const found = await api.get<z.infer<typeof PostPage>>('/api/scheduler/posts', { query, signal });
        const timeless = found.results.filter(({ scheduled_time: time }) => time === null);
        drafts.push(...timeless);
        // They come before those that have a time.
        isMore = found.next !== null && timeless.length === found.results.length;
      }
      return drafts;
    },
  });
  return data ?? [];
}

/** When each plan is due in some days, as far as they are to come. */
export function useOccurrences(days: Days): Occurrence[] {
  const { id, timezone: zone } = useProject();
  const span = spanOf(days, zone);
  const { data } = useQuery({
    queryKey: projectKey(id, 'plans', 'occurrences', span),
    queryFn: async ({ signal }) => {
      const path = '/api/scheduler/schedules/occurrences';
      const plans = await api.get<Plan[]>(path, { query: span, signal });
      return plans.flatMap((plan) => plan.occurrences.map((at) => ({ plan, at })));
    },
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
  return data ?? none;
}

/** The same each time: what is made of it is not made anew. */
const none: Occurrence[] = [];

const spanOf = ({ from, until }: Days, zone: string) => ({
  from: instantIn(zone, `${from}T00:00`).toISOString(),
  until: instantIn(zone, `${until}T00:00`).toISOString(),
});

/** The accounts that one can filter by. */
export function useConnections(): Connection[] {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'connections', 'list'),
    queryFn: ({ signal }) => api.get<Connection[]>('/api/social-media/connections', { signal }),
  });
  return data ?? [];
}
