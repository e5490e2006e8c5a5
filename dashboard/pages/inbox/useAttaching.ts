import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { problemText } from '../../components/notify.tsx';
import type { ChangeDraft } from './drafts.ts';
import { conversationPath, type AttachedFile, type ConversationDetail } from './questions.ts';
import { useInboxTexts } from './texts.ts';

/** A file on its way to the API, or one that does not go there. */
export interface ArrivingFile {
  key: string;
  name: string;
  /** Why it was not taken; null while it is on its way. */
  problem: string | null;
}

/** What a browser may call files that the API takes: WebP it draws anew, and sounds have many names. */
const alsoChosen = { image: ['image/webp'], audio: ['audio/*'], video: [], document: [] };

type Kind = ConversationDetail['files'][number]['type'];

/** What a file seems to be; what it is the API tells by its content. */
function seemingKind({ type }: File): Kind | null {
  if (type === 'application/pdf') return 'document';
  return (['image', 'video', 'audio'] as const).find((kind) => type.startsWith(`${kind}/`)) ?? null;
}

interface Attaching {
  /** What a dialog of files offers; '' where the channel takes none. */
  accept: string;
  arriving: ArrivingFile[];
  attach: (files: File[]) => void;
  /** Takes one away that was not taken. */
  dismiss: (key: string) => void;
}

/** Brings files to a conversation; one that has arrived stands in the draft. */
export function useAttaching(
  { id, files: taken }: Pick<ConversationDetail, 'id' | 'files'>,
  changeDraft: ChangeDraft,
): Attaching {
  const t = useInboxTexts();
  const [arriving, setArriving] = useState<ArrivingFile[]>([]);
  const dismiss = (key: string) => setArriving((all) => all.filter((each) => each.key !== key));
  const problemOf = (file: File): string | null => {
    const terms = taken.find(({ type }) => type === seemingKind(file));
    if (!terms) return t('attach.notTaken');
    // A picture that is too large is made smaller.
    return terms.type !== 'image' && file.size > terms.maximum_bytes
      ? t('attach.tooLarge', { count: Math.floor(terms.maximum_bytes / 1_000_000) })
      : null;
  };

  const bring = async (file: File) => {
    const arrival = { key: crypto.randomUUID(), name: file.name, problem: problemOf(file) };
    setArriving((all) => [...all, arrival]);
    if (arrival.problem !== null) return;
    const form = new FormData();
    form.append('name', file.name.slice(-200));
    form.append('file', file);
    try {
      const attached = await api.post<AttachedFile>(`${conversationPath(id)}/files`, {
        form,
        idempotencyKey: arrival.key,
      });
      dismiss(arrival.key);
      changeDraft((draft) => ({ ...draft, files: [...draft.files, attached] }));
    } catch (error) {
      const problem = problemText(error);
      setArriving((all) => all.map((each) => (each.key === arrival.key ? { ...each, problem } : each)));
    }
  };
  return {
    accept: taken.flatMap(({ type, media_types: types }) => [...types, ...alsoChosen[type]]).join(','),
    arriving,
    attach: (files) => files.forEach((file) => void bring(file)),
    dismiss,
  };
}
