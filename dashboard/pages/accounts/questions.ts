import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ConnectionInList, ConnectionStatusAnswer, Forecast } from '../../../contracts/connections.ts';
import type { PlatformAnswer } from '../../../contracts/platforms.ts';
import type { LatestStats, StatsHistory } from '../../../contracts/socialMedia.ts';
import { api } from '../../app/client/api.ts';
import type { Language } from '../../app/i18n/languages.ts';
import { projectKey } from '../../app/projects/projects.ts';

export type Connection = z.infer<typeof ConnectionInList>;
type ConnectionDetail = z.infer<typeof ConnectionStatusAnswer>;
export type ForecastItem = z.infer<typeof Forecast>;
export type Platform = z.infer<typeof PlatformAnswer>;
export type Stats = z.infer<typeof LatestStats>[number];
export type DailyStats = z.infer<typeof StatsHistory>[number];

/** How far a card's line looks back, in days. */
export const trendDays = 30;
const path = '/api/social-media/connections';

/** What the API says in words is asked for again in another language. */
interface Asking {
  projectId: string;
  language: Language;
}

export const connectionsQuery = ({ projectId, language }: Asking, status?: 'revoked') =>
  queryOptions({
    queryKey: projectKey(projectId, 'connections', 'list', status ?? 'all', language),
    queryFn: ({ signal }) => api.get<Connection[]>(path, { query: { status }, signal }),
    // What depends on them changes with posts and plans: read anew wherever it is shown.
    staleTime: 0,
  });

/** All that depends on one of them. */
export const statusQuery = ({ projectId, language }: Asking, id: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'connections', 'status', id, language),
    queryFn: ({ signal }) => api.get<ConnectionDetail>(`${path}/${id}/status`, { signal }),
    staleTime: 0,
  });

export const forecastQuery = ({ projectId, language }: Asking) =>
  queryOptions({
    queryKey: projectKey(projectId, 'connections', 'forecast', language),
    queryFn: ({ signal }) => api.get<ForecastItem[]>(`${path}/forecast`, { query: { days: 90 }, signal }),
  });

export const latestQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'latest'),
    queryFn: ({ signal }) => api.get<Stats[]>('/api/social-media/stats', { signal }),
  });

export const trendQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'history', trendDays),
    queryFn: ({ signal }) =>
      api.get<DailyStats[]>('/api/social-media/stats/history', { query: { days: trendDays }, signal }),
  });

export const platformsQuery = queryOptions({
  queryKey: ['platforms'],
  queryFn: ({ signal }) => api.get<Platform[]>('/api/platforms', { signal }),
  staleTime: Infinity,
});
