import { queryOptions, useQueryClient, useSuspenseQuery, type QueryKey } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { ProjectAnswer, ProjectRole } from '../../../contracts/projects.ts';
import { api } from '../client/api.ts';
import { currentProjectId, subscribeToProject } from './currentProject.ts';

export type Project = z.infer<typeof ProjectAnswer>;

/**
 * What a query is about. Live events invalidate by it, so every query of a page begins its key with one:
 * `projectKey(project.id, 'images', 'list', filters)`.
 */
export type Subject =
  | 'posts'
  | 'plans'
  | 'images'
  | 'connections'
  | 'figures'
  | 'conversations'
  | 'assistant'
  | 'widgets'
  | 'project';

/** The key of a query about a project's things. */
export const projectKey = (projectId: string, subject: Subject, ...rest: unknown[]): QueryKey => [
  'project',
  projectId,
  subject,
  ...rest,
];

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) =>
    (await api.getPage<Project>('/api/v1/projects', { query: { page_size: 100 }, signal })).items,
  staleTime: 60_000,
});

export const useProjects = (): Project[] => useSuspenseQuery(projectsQuery).data;

/** The project one works in: the chosen one while one is a member, else the default one. */
export function useProject(): Project {
  const projects = useProjects();
  const chosen = useSyncExternalStore(subscribeToProject, currentProjectId);
  const project =
    projects.find(({ id }) => id === chosen) ??
    projects.find(({ is_default: isDefault }) => isDefault) ??
    projects[0];
  if (!project) throw new Error('everybody has a project');
  return project;
}

const ranks: Record<z.infer<typeof ProjectRole>, number> = { viewer: 1, editor: 2, owner: 3 };

/** Whether the person may do what takes this role: what they may not is not offered. */
export function useMay(needed: 'editor' | 'owner'): boolean {
  return ranks[useProject().role] >= ranks[needed];
}

/** Has what is shown about a subject of the current project read again: after one changed it oneself. */
export function useRefresh(): (...subjects: Subject[]) => Promise<void> {
  const queryClient = useQueryClient();
  const { id } = useProject();
  return useCallback(
    async (...subjects) => {
      await Promise.all(
        subjects.map((subject) => queryClient.invalidateQueries({ queryKey: projectKey(id, subject) })),
      );
    },
    [queryClient, id],
  );
}
