import { useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { chooseProject, currentProjectId, subscribeToProject } from './currentProject.ts';
import { useProject } from './projects.ts';

/** Shows what is below it once calls are about a project that the person is a member of. */
export function ProjectGate({ children }: { children: ReactNode }) {
  const { id } = useProject();
  const chosen = useSyncExternalStore(subscribeToProject, currentProjectId);
  useLayoutEffect(() => {
    if (chosen !== id) chooseProject(id);
  }, [chosen, id]);
  return chosen === id ? children : null;
}
