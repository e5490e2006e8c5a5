import { useCallback, useState } from 'react';
import { usePerson } from '../../app/session/useSession.ts';

export interface Draft {
  text: string;
  /** The suggestion that it was made of. */
  suggestionId: string | null;
  /** Under which it is sent: the same while one tries again, so that it arrives once. */
  name: string;
}

/** Of this tab: what was begun stays while one looks into other conversations. */
const drafts = new Map<string, Draft>();

const anEmptyDraft = (): Draft => ({ text: '', suggestionId: null, name: crypto.randomUUID() });

/** What the person has begun to write in a conversation. Null begins anew, and so does who deletes all of it. */
export function useDraft(conversationId: string): [Draft, (draft: Draft | null) => void] {
  const key = `${usePerson().id} ${conversationId}`;
  const [draft, setDraft] = useState(() => drafts.get(key) ?? anEmptyDraft());
  const write = useCallback(
    (next: Draft | null) => {
      const kept = next === null || next.text === '' ? null : next;
      if (kept) drafts.set(key, kept);
      else drafts.delete(key);
      setDraft(kept ?? anEmptyDraft());
    },
    [key],
  );
  return [draft, write];
}
