import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Dashboard, LatestStats, StatsHistory, TopPosts } from '../../../contracts/socialMedia.ts';
import { api } from '../../app/client/api.ts';
import { projectKey } from '../../app/projects/projects.ts';

export type DailyStats = z.infer<typeof StatsHistory>[number];
export type Latest = z.infer<typeof LatestStats>[number];
export type TopPost = z.infer<typeof TopPosts>[number];

const path = '/api/social-media';

export const historyQuery = (projectId: string, days: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'history', days),
    queryFn: ({ signal }) => api.get<DailyStats[]>(`${path}/stats/history`, { query: { days }, signal }),
  });

export const latestQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'latest'),
    queryFn: ({ signal }) => api.get<Latest[]>(`${path}/stats`, { signal }),
  });

export const totalsQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'dashboard'),
    queryFn: ({ signal }) => api.get<z.infer<typeof Dashboard>>(`${path}/dashboard`, { signal }),
  });

export type TopOrder = 'reactions' | 'engagement_rate';

/** The best posts of so many days back, of all accounts or of one. */
export const topPostsQuery = (
  projectId: string,
  { days, account, order }: { days: number; account?: string; order: TopOrder },
) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'top posts', days, account, order),
    queryFn: ({ signal }) => {
      const now = Date.now();
      const period = {
        published_after: new Date(now - days * 24 * 60 * 60_000).toISOString(),
        published_before: new Date(now).toISOString(),
      };
      const query = { limit: 10, connection_id: account, ...period, order };
      return api.get<TopPost[]>(`${path}/posts/top`, { query, signal });
    },
  });
