import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ConnectionsHealth, JobList, SyncLogPage } from '../../../contracts/administration.ts';
import type { PlatformAnswer } from '../../../contracts/platforms.ts';
import type { Health, TemporalUi } from '../../../contracts/system.ts';
import { api } from '../../app/client/api.ts';
import { ApiProblem } from '../../app/client/problem.ts';
import type { Language } from '../../app/i18n/languages.ts';
import type { AdminSearch } from './search.ts';

/** These are about no project: no event tells of them, so they are read again by a button. */
export const adminKey = ['administration'] as const;
const path = '/api/social-media/admin';

export type SystemHealth = z.infer<typeof Health>;
export type Figure = z.infer<typeof ConnectionsHealth>['figures']['sync_success'];
type Jobs = z.infer<typeof JobList>;
export type Job = Jobs['jobs'][number];
export type SyncLog = z.infer<typeof SyncLogPage>['results'][number];

export const logPageSize = 25;

export const systemQuery = queryOptions({
  queryKey: [...adminKey, 'system'],
  queryFn: async ({ signal }) => {
    try {
      return await api.get<SystemHealth>('/health', { signal });
    } catch (error) {
      const told = healthToldBy(error);
      if (!told) throw error;
      return told;
    }
  },
});

/** While the database is away, the answer is a refusal that says so. */
function healthToldBy(error: unknown): SystemHealth | null {
  const body: unknown = error instanceof ApiProblem ? error.problem : null;
  return typeof body === 'object' && body !== null && 'postgres' in body ? (body as SystemHealth) : null;
}

export const figuresQuery = queryOptions({
  queryKey: [...adminKey, 'figures'],
  queryFn: ({ signal }) => api.get<z.infer<typeof ConnectionsHealth>>(`${path}/health`, { signal }),
});

export const logsQuery = ({ status, platform, page = 1 }: AdminSearch, language: Language) =>
  queryOptions({
    queryKey: [...adminKey, 'logs', { status, platform, page }, language],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof SyncLogPage>>(`${path}/sync-logs`, {
        query: { status, platform, page, page_size: logPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const jobsPath = '/api/admin/jobs';
export const jobsKey = [...adminKey, 'jobs'] as const;
/** No event tells that a job has come to its end: while one works, and only then, it is asked again. */
const workingMs = 3_000;

export const jobsQuery = (language: Language) =>
  queryOptions({
    queryKey: [...jobsKey, language],
    queryFn: ({ signal }) => api.get<Jobs>(jobsPath, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.jobs.some(({ runs }) => runs[0]?.state === 'running') ? workingMs : false,
  });

/** Where Temporal shows the workflows. */
export const temporalQuery = queryOptions({
  queryKey: ['temporal ui'],
  queryFn: ({ signal }) => api.get<z.infer<typeof TemporalUi>>(`${path}/temporal-ui`, { signal }),
  staleTime: Infinity,
});

export const platformsQuery = queryOptions({
  queryKey: ['platforms'],
  queryFn: ({ signal }) => api.get<z.infer<typeof PlatformAnswer>[]>('/api/platforms', { signal }),
  staleTime: Infinity,
});
