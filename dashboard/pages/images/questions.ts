import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  GenerationHistoryPage,
  ImageDetail,
  ImagePage,
  ImageStatistics,
  ImageSummary,
  TagAnswer,
} from '../../../contracts/images.ts';
import { api } from '../../app/client/api.ts';
import type { Language } from '../../app/i18n/languages.ts';
import { projectKey } from '../../app/projects/projects.ts';
import type { ImagesSearch } from './search.ts';

export type Image = z.infer<typeof ImageSummary>;
export type Detail = z.infer<typeof ImageDetail>;
export type Statistics = z.infer<typeof ImageStatistics>;

/** Images that are read at once. */
export const pageSize = 60;

export type ImagesFilter = Pick<ImagesSearch, 'status' | 'tag' | 'search'>;

/** A page of the gallery, from 1. */
export const imagesQuery = (projectId: string, { status, tag, search }: ImagesFilter, page: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'list', { status, tag, search }, page),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof ImagePage>>('/api/images', {
        query: { status, tags: tag, search, page, page_size: pageSize },
        signal,
      }),
  });

export const imageQuery = (projectId: string, id: number, language: Language) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'detail', id, language),
    queryFn: ({ signal }) => api.get<Detail>(`/api/images/${id}`, { signal }),
  });

export const statisticsQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'statistics'),
    queryFn: ({ signal }) => api.get<Statistics>('/api/images/statistics', { signal }),
  });

export const tagsQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'tags'),
    queryFn: ({ signal }) => api.get<z.infer<typeof TagAnswer>[]>('/api/images/tags', { signal }),
  });

/** The latest generations, for what one of a kind costs. */
export const generationsQuery = (projectId: string) =>
  queryOptions({
    queryKey: projectKey(projectId, 'images', 'generations'),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof GenerationHistoryPage>>('/api/images/history', {
        query: { page_size: 100 },
        signal,
      }),
  });
