import { useCallback, useSyncExternalStore } from 'react';
import { usePerson } from '../../app/session/useSession.ts';
import type { Attempt } from './attempt.ts';
import type { AttachedFile } from './questions.ts';

export interface Draft {
  text: string;
  /** What goes out with it: the API has these already. */
  files: AttachedFile[];
  /** The suggestion that it was made of. */
  suggestionId: string | null;
  /** What of it was tried to be sent, and came back; null while nothing was. */
  attempt: Attempt | null;
}

/** Of this tab: what was begun stays while one looks into other conversations, and files arrive meanwhile. */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

const anEmptyDraft = (): Draft => ({ text: '', files: [], suggestionId: null, attempt: null });

function read(key: string): Draft {
  const draft = drafts.get(key) ?? anEmptyDraft();
  drafts.set(key, draft);
  return draft;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How a draft is changed: by what it is then. Null begins anew, and so does who takes all of it away. */
export type ChangeDraft = (change: (draft: Draft) => Draft | null) => void;

/** What the person has begun to write in a conversation. */
export function useDraft(conversationId: string): [Draft, ChangeDraft] {
  const key = `${usePerson().id} ${conversationId}`;
  const draft = useSyncExternalStore(subscribe, () => read(key));
  const change = useCallback<ChangeDraft>(
    (make) => {
      const next = make(read(key));
      const isEmpty = !next || (next.text === '' && next.files.length === 0);
      drafts.set(key, isEmpty ? anEmptyDraft() : next);
      listeners.forEach((listener) => listener());
    },
    [key],
  );
  return [draft, change];
}
