import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { PostTimeline } from '../../../contracts/postReports.ts';
import type { PostDetail } from '../../../contracts/scheduledPosts.ts';
import type { TemporalUi } from '../../../contracts/system.ts';
import { api } from '../../app/client/api.ts';
import { projectKey, useProject } from '../../app/projects/projects.ts';
import { usePerson } from '../../app/session/useSession.ts';

export type Post = z.infer<typeof PostDetail>;
export type Target = Post['targets'][number];
export type StoryEvent = z.infer<typeof PostTimeline>['events'][number];

export function usePost(postId: number): UseQueryResult<Post> {
  const { id } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'posts', 'detail', postId),
    queryFn: ({ signal }) => api.get<Post>(`/api/scheduler/posts/${postId}`, { signal }),
  });
}

export function useStory(postId: number): UseQueryResult<StoryEvent[]> {
  const { id } = useProject();
  return useQuery({
    queryKey: projectKey(id, 'posts', 'timeline', postId),
    queryFn: async ({ signal }) =>
      (await api.get<z.infer<typeof PostTimeline>>(`/api/scheduler/posts/${postId}/timeline`, { signal }))
        .events,
  });
}

/** Where administrators see the post's workflow in Temporal; null for everybody else, and where no UI is known. */
export function useWorkflowUrl(postId: number): string | null {
  const isAdmin = usePerson().role === 'admin';
  const { data } = useQuery({
    queryKey: ['temporal ui'],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof TemporalUi>>('/api/social-media/admin/temporal-ui', { signal }),
    enabled: isAdmin,
    staleTime: Infinity,
  });
  const base = data?.workflows_url;
  return base ? `${base}/${encodeURIComponent(`publish-post/${postId}`)}` : null;
}
