import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { EventKind } from '../../../contracts/events.ts';
import { projectKey, projectsQuery, useProject, type Subject } from '../projects/projects.ts';
import { follow, type LiveState } from './live.ts';

/** What is read again when something of a kind changed. */
const concerned: Record<EventKind, Subject[]> = {
  post: ['posts'],
  plan: ['plans'],
  image: ['images'],
  connection: ['connections', 'figures'],
  conversation: ['conversations'],
  project: ['project'],
};
/** A burst of changes is read once: at most so often, in ms. */
const gatherMs = 200;

const LiveContext = createContext<LiveState>('connecting');

/** Keeps what is shown as it is in truth: queries are read again as soon as what they show has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { id: projectId } = useProject();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    const stale = new Set<EventKind>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      timer = undefined;
      const subjects = new Set([...stale].flatMap((kind) => concerned[kind]));
      if (stale.has('project')) void queryClient.invalidateQueries(projectsQuery);
      stale.clear();
      for (const subject of subjects)
        void queryClient.invalidateQueries({ queryKey: projectKey(projectId, subject) });
    };
    const live = follow(
      projectId,
      (news) => {
        if (news.name === 'reset') void queryClient.invalidateQueries({ queryKey: ['project', projectId] });
        if (news.name !== 'changed') return;
        stale.add(news.change.kind);
        timer ??= setTimeout(readAgain, gatherMs);
      },
      setState,
    );
    return () => {
      clearTimeout(timer);
      live.stop();
    };
  }, [projectId, queryClient]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

export const useLiveState = (): LiveState => use(LiveContext);
