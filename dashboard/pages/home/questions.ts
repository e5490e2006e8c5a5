import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ConnectionAnswer, Forecast } from '../../../contracts/connections.ts';
import type { ImagePage, ImageStatistics } from '../../../contracts/images.ts';
import type { PostState } from '../../../contracts/ledger.ts';
import type { PostStatistics } from '../../../contracts/postReports.ts';
import type { PlanPage, PlanSummary } from '../../../contracts/recurring.ts';
import type { PostPage, PostSummary } from '../../../contracts/scheduledPosts.ts';
import type { TopPosts } from '../../../contracts/socialMedia.ts';
import { api } from '../../app/client/api.ts';
import type { Language } from '../../app/i18n/languages.ts';
import { projectKey } from '../../app/projects/projects.ts';
import { warningDays } from '../../app/time/warningDays.ts';

export type Post = z.infer<typeof PostSummary>;
export type Plan = z.infer<typeof PlanSummary>;
export type Connection = z.infer<typeof ConnectionAnswer>;
export type Figures = z.infer<typeof TopPosts>[number];

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** What went out, and what failed, is told so long. */
const recentDays = 7;
const posts = '/api/scheduler/posts';

const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** The latest posts in a state, as far as they still matter, and how many there are. What the API says is in a language. */
export const troubledQuery = (
  projectId: string,
  state: PostState & ('needs_attention' | 'failed' | 'partly_posted'),
  language: Language,
) =>
  queryOptions({
    queryKey: projectKey(projectId, 'posts', 'home', state, language),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof PostPage>>(posts, {
        query: {
          state,
          // What somebody gave up is no trouble any more.
          troubled: 'true',
          page_size: 3,
          // A question waits until it is answered, however old.
          scheduled_time_after: state === 'needs_attention' ? null : inMs(-recentDays * dayMs),
        },
        signal,
      }),
  });

/** When a post is due; nothing but a draft is without a time. */
export const timeOf = (post: Post): string => post.scheduled_time ?? post.created_at;

/** What goes out within a day, or goes out now: the soonest first. */
export const nextQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'posts', 'home', 'next'),
    queryFn: async ({ signal }) => {
      const ask = (state: PostState, after: string | null) =>
        api.get<z.infer<typeof PostPage>>(posts, {
          query: { state, scheduled_time_after: after, scheduled_time_before: inMs(dayMs), page_size: 100 },
          signal,
        });
      const found = await Promise.all([ask('scheduled', inMs(-hourMs)), ask('publishing', null)]);
      return found
        .flatMap(({ results }) => results)
        .sort((one, other) => timeOf(one).localeCompare(timeOf(other)));
    },
  });

/** Plans that are due within a day: the soonest first. */
export const duePlansQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'plans', 'home'),
    queryFn: async ({ signal }) => {
      const { results } = await api.get<z.infer<typeof PlanPage>>('/api/scheduler/schedules', {
        query: { page_size: 100 },
        signal,
      });
      const until = inMs(dayMs);
      return results.flatMap((plan) =>
        plan.next_occurrence_at !== null && plan.next_occurrence_at <= until
          ? [{ plan, at: plan.next_occurrence_at }]
          : [],
      );
    },
  });

/** What went out lately, the latest first. */
export const sentQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'posts', 'home', 'sent'),
    queryFn: async ({ signal }) => {
      const ask = (state: PostState) =>
        api.get<z.infer<typeof PostPage>>(posts, {
          query: { state, scheduled_time_after: inMs(-recentDays * dayMs), page_size: 5 },
          signal,
        });
      const found = await Promise.all([ask('posted'), ask('partly_posted')]);
      return found
        .flatMap(({ results }) => results)
        .sort((one, other) => timeOf(other).localeCompare(timeOf(one)))
        .slice(0, 5);
    },
  });

/** The figures of what is that young, by account and the platform's id of the post. */
export const figuresQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'figures', 'home'),
    queryFn: async ({ signal }) => {
      // A post may be published a little before its time is told by the platform.
      const query = { limit: 100, published_after: inMs(-(recentDays + 1) * dayMs) };
      const found = await api.get<Figures[]>('/api/social-media/posts/top', { query, signal });
      return new Map(found.map((each) => [figuresKey(each.connection_id, each.external_id), each]));
    },
  });

/** By what a publication's figures are found. */
export const figuresKey = (connectionId: string | null, externalId: string | null): string =>
  `${connectionId}/${externalId}`;

export const connectionsQuery = (projectId: string, language: Language) =>
  queryOptions({
    queryKey: projectKey(projectId, 'connections', 'list', 'all', language),
    queryFn: ({ signal }) => api.get<Connection[]>('/api/social-media/connections', { signal }),
  });

export const forecastQuery = (projectId: string, language: Language) =>
  queryOptions({
    queryKey: projectKey(projectId, 'connections', 'home', 'forecast', language),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof Forecast>[]>('/api/social-media/connections/forecast', {
        query: { days: warningDays },
        signal,
      }),
  });

/** Images that wait to be looked at. */
export const unreviewedQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'home'),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ImagePage>>('/api/images', {
        query: { status: 'generated', page_size: 4 },
        signal,
      }),
  });

export const imageFiguresQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'statistics'),
    queryFn: ({ signal }) => api.get<z.infer<typeof ImageStatistics>>('/api/images/statistics', { signal }),
  });

export const postFiguresQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'posts', 'statistics'),
    queryFn: ({ signal }) => api.get<z.infer<typeof PostStatistics>>('/api/scheduler/statistics', { signal }),
  });
