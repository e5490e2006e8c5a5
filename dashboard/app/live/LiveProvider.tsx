import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ChangeEvent, EventKind } from '../../../contracts/events.ts';
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

type Hear = (change: ChangeEvent) => void;

const LiveContext = createContext<{ state: LiveState; listeners: Set<Hear> }>({
  state: 'connecting',
  listeners: new Set(),
});

/** Keeps what is shown as it is in truth: queries are read again as soon as what they show has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { id: projectId } = useProject();
  const [state, setState] = useState<LiveState>('connecting');
  const [listeners] = useState(() => new Set<Hear>());

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
        for (const hear of listeners) hear(news.change);
      },
      setState,
    );
    return () => {
      clearTimeout(timer);
      live.stop();
    };
  }, [projectId, queryClient, listeners]);

  const value = useMemo(() => ({ state, listeners }), [state, listeners]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export const useLiveState = (): LiveState => use(LiveContext).state;

/** Calls `hear` (a stable function) at every change of the project's: for more than showing it, such as a sound. */
export function useChanges(hear: Hear): void {
  const { listeners } = use(LiveContext);
  useEffect(() => {
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, [listeners, hear]);
}
