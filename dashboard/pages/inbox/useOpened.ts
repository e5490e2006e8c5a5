import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useProject } from '../../app/projects/projects.ts';
import { detailQuery, type Conversation } from './questions.ts';
import type { InboxFilter } from './search.ts';
import type { Opened } from './withOpen.ts';

/**
 * Among unread conversations the one that was just opened, which is read now and so none of them: it stays in the list until
 * another is chosen. Null where nothing need stay.
 */
export function useOpened(
  pages: { conversations: Conversation[] }[] | undefined,
  { unread }: InboxFilter,
  open: string | undefined,
): Opened | null {
  const { id: projectId } = useProject();
  const [place, setPlace] = useState<{ id: string; place: number } | null>(null);
  const detail = useQuery({ ...detailQuery(projectId, open ?? ''), enabled: open !== undefined });
  const listed = pages?.flatMap(({ conversations }) => conversations) ?? [];
  const current = listed.findIndex(({ id }) => id === open);
  if (open && current !== -1 && (place?.id !== open || place.place !== current))
    setPlace({ id: open, place: current });
  const isKept = unread === true && place !== null && place.id === open;
  return isKept && detail.data ? { conversation: detail.data, place: place.place } : null;
}
