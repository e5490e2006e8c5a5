import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { ChangeEvent } from '../../../contracts/events.ts';
import { projectsQuery, useProject } from '../projects/projects.ts';
import { isConcerned } from './concerned.ts';
import { follow, type LiveState } from './live.ts';
import { readAgain } from './readAgain.ts';

/** A burst of changes is read once: at most so often, in ms. */
const gatherMs = 200;
/** Accounts are synchronised one after the other, and each sync shows in several places: nobody waits for one. */
const gatherSyncsMs = 2_000;

const LiveContext = createContext<LiveState>('connecting');

/** Keeps what is shown as it is in truth: queries are read again as soon as what they show has changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { id: projectId } = useProject();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    const readConcerned = (told: ChangeEvent[]) => {
      if (told.some(({ kind }) => kind === 'project')) void queryClient.invalidateQueries(projectsQuery);
      const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) =>
        isConcerned(queryKey, { projectId, told });
      void readAgain(queryClient, { predicate });
    };
    const changes = gather(gatherMs, readConcerned);
    const syncs = gather(gatherSyncsMs, readConcerned);
    const live = follow(
      projectId,
      (news) => {
        if (news.name === 'changed') (news.change.kind === 'connection' ? syncs : changes).add(news.change);
        if (news.name === 'reset' || (news.name === 'ready' && news.isFresh))
          void readAgain(queryClient, { queryKey: ['project', projectId] });
        // What failed while nobody answered: now somebody does.
        if (news.name === 'ready')
          void queryClient.refetchQueries({
            type: 'active',
            predicate: ({ state: { status } }) => status === 'error',
          });
      },
      (state) => {
        setState(state);
        // They may have been taken out of the project: then it is not among theirs any more.
        if (state === 'lost') void queryClient.invalidateQueries(projectsQuery);
      },
    );
    return () => {
      changes.stop();
      syncs.stop();
      live.stop();
      // What happens there from now on is not heard: who comes back reads it anew.
      void queryClient.invalidateQueries({ queryKey: ['project', projectId], refetchType: 'none' });
    };
  }, [projectId, queryClient]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

export const useLiveState = (): LiveState => use(LiveContext);

/** Hands over, so many ms after the first of them, what was added until then. */
function gather(afterMs: number, act: (told: ChangeEvent[]) => void) {
  const told: ChangeEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    timer = undefined;
    act(told.splice(0));
  };
  return {
    add(change: ChangeEvent) {
      told.push(change);
      timer ??= setTimeout(end, afterMs);
    },
    stop: () => clearTimeout(timer),
  };
}
