import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { z } from 'zod';
import type { ConnectionAnswer } from '../../../contracts/connections.ts';
import type { PlatformAnswer } from '../../../contracts/platforms.ts';
import type { ImageDetail } from '../../../contracts/images.ts';
import type { ValidationAnswer } from '../../../contracts/postReports.ts';
import type { PostPage } from '../../../contracts/scheduledPosts.ts';
import { api } from '../../app/client/api.ts';
import { projectKey, useProject } from '../../app/projects/projects.ts';
import { requestOf, splitHashtags, type Draft, type Post } from './draft.ts';

type Connection = z.infer<typeof ConnectionAnswer>;
type Platform = z.infer<typeof PlatformAnswer>;
type PlatformRules = NonNullable<Platform['publishing']>;
export type DryRun = z.infer<typeof ValidationAnswer>;

/** An account that posts can go to, and what its platform takes. */
export interface Account extends Connection {
  rules: PlatformRules;
}

const typingPauseMs = 600;

/** The accounts of the project that take posts. */
export function useAccounts(): UseQueryResult<Account[]> {
  const { id } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'connections', 'publishing'),
    queryFn: async ({ signal }) => {
      const [connections, platforms] = await Promise.all([
        api.get<Connection[]>('/api/social-media/connections', { signal }),
        api.get<Platform[]>('/api/platforms', { signal }),
      ]);
      const rules = new Map(platforms.map(({ id: platform, publishing }) => [platform, publishing]));
      return connections.flatMap((connection) => {
        const taken = rules.get(connection.platform);
        return taken ? [{ ...connection, rules: taken }] : [];
      });
    },
  });
}

/** A post to change or to begin from: as it is by now, whatever was read of it before. */
export function usePost(postId: number | undefined): UseQueryResult<Post> {
  const { id } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'posts', 'detail', postId ?? 0),
    queryFn: ({ signal }) => api.get<Post>(`/api/scheduler/posts/${postId}`, { signal }),
    enabled: postId !== undefined,
    staleTime: 0,
  });
}

/** An image to begin with. */
export function useImage(imageId: number | undefined): UseQueryResult<z.infer<typeof ImageDetail>> {
  const { id } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'images', 'detail', imageId ?? 0),
    queryFn: ({ signal }) => api.get<z.infer<typeof ImageDetail>>(`/api/images/${imageId}`, { signal }),
    enabled: imageId !== undefined,
  });
}

/** The hashtags of the latest posts, the most used first. */
export function useUsedHashtags(): string[] {
  const { id } = useProject();
  const { data } = useQuery({
    queryKey: projectKey(id, 'posts', 'hashtags'),
    queryFn: async ({ signal }) => {
      const query = { page_size: 100 };
      const { results } = await api.get<z.infer<typeof PostPage>>('/api/scheduler/posts', { query, signal });
      const uses = new Map<string, number>();
      for (const tag of results.flatMap(({ hashtags }) => splitHashtags(hashtags)))
        uses.set(tag, (uses.get(tag) ?? 0) + 1);
      return [...uses].sort(([, one], [, other]) => other - one).map(([tag]) => tag);
    },
    staleTime: 5 * 60_000,
  });
  return data ?? [];
}

/**
 * What the server says of the draft, once typing pauses: counted as each platform counts. `isCurrent` is false while
 * what it says is about an older text.
 */
export function useDryRun(draft: Draft): { answer: DryRun | undefined; error: unknown; isCurrent: boolean } {
  const project = useProject();
  const [settled] = useDebouncedValue(draft, typingPauseMs);
  const request = requestOf(settled, project.timezone, false);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['dry run', project.id, request],
    queryFn: ({ signal }) =>
      api.post<DryRun>('/api/scheduler/validate', { query: { quota: 'skip' }, body: request, signal }),
    enabled: settled.targets.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });
  const isCurrent = settled === draft && !isPlaceholderData && !isFetching;
  return { answer: draft.targets.length > 0 ? data : undefined, error, isCurrent };
}

type Quota = NonNullable<DryRun['targets'][number]['quota']>;

/** How many posts each chosen account may still publish, by its id: the platforms are asked when accounts are chosen. */
export function useQuotas(draft: Draft): ReadonlyMap<string, Quota> {
  const project = useProject();
  const ids = draft.targets.map(({ connectionId }) => connectionId);
  const { data } = useQuery({
    queryKey: ['quotas', project.id, ids],
    queryFn: async ({ signal }) => {
      const body = requestOf(draft, project.timezone, false);
      const { targets } = await api.post<DryRun>('/api/scheduler/validate', { body, signal });
      return new Map(
        targets.flatMap(({ connection_id: id, quota }) => (id && quota ? [[id, quota] as const] : [])),
      );
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
  return data ?? new Map();
}
