import { useRef, useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';

export type Decision = 'validate' | 'reject';

interface Decisions {
  /** By the ids of images: as they show at once. */
  decisions: Readonly<Record<number, Decision>>;
  decide: (imageId: number, decision: Decision) => void;
}

/**
 * What was decided about images: sent behind, for each image one after the other, so that the last decision is what
 * stands, however the answers come.
 */
export function useDecisions(): Decisions {
  const refresh = useRefresh();
  const { id: project } = useProject();
  const [decisions, setDecisions] = useState<Record<number, Decision>>({});
  const toSend = useRef(new Map<number, Decision>());
  const underWay = useRef(new Set<number>());

  const forget = (id: number) =>
    setDecisions((all) => Object.fromEntries(Object.entries(all).filter(([each]) => each !== String(id))));

  async function send(id: number): Promise<void> {
    if (underWay.current.has(id)) return;
    underWay.current.add(id);
    let action = toSend.current.get(id);
    while (action) {
      toSend.current.delete(id);
      try {
        await api.patch(`/api/images/${id}/validate`, { body: { action }, project });
      } catch (error) {
        if (!toSend.current.has(id)) forget(id);
        notify.failed(error);
      }
      action = toSend.current.get(id);
    }
    underWay.current.delete(id);
    await refresh('images');
  }

  return {
    decisions,
    decide(id, decision) {
      if (decisions[id] === decision) return;
      setDecisions((all) => ({ ...all, [id]: decision }));
      toSend.current.set(id, decision);
      void send(id);
    },
  };
}
