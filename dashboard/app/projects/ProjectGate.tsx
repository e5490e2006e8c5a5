import { useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { notify } from '../../components/notify.tsx';
import { useAppTexts } from '../i18n/i18n.ts';
import { chooseProject, currentProjectId, linkedProjectId, subscribeToProject } from './currentProject.ts';
import { useProject } from './projects.ts';

/**
 * Shows what is below it once calls are about a project that the person is a member of. Who is taken out of the one that
 * they look at is told so, and is in another; so is who came by a link to a project that is not theirs.
 */
export function ProjectGate({ children }: { children: ReactNode }) {
  const t = useAppTexts();
  const { id, name } = useProject();
  const chosen = useSyncExternalStore(subscribeToProject, currentProjectId);
  const shown = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (chosen === id) {
      shown.current = id;
      return;
    }
    if (shown.current === chosen) notify.done(t('project.left', { name }));
    else if (chosen !== null && chosen === linkedProjectId()) notify.done(t('project.notYours', { name }));
    chooseProject(id);
  }, [chosen, id, name, t]);
  return chosen === id ? children : null;
}
