import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { PostCreated, PostEdited } from '../../../contracts/scheduledPosts.ts';
import { api } from '../../app/client/api.ts';
import { hasCode } from '../../app/client/problem.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { instantIn } from '../../app/time/zones.ts';
import { notify } from '../../components/notify.tsx';
import { changesOf, isSame, requestOf, type Draft, type Post } from './draft.ts';
import { useComposerTexts } from './texts.ts';

/** How long a post that is published now can still be taken back. */
export const undoSeconds = 10;

type Ending = 'draft' | 'schedule' | 'now';

export interface Saving {
  isDirty: boolean;
  /** Whether what was written is safe: then nobody is asked when leaving. */
  mayLeave: () => boolean;
  /** What is being done now. */
  busy: Ending | null;
  /** Why what is written now was refused; null once it is written otherwise. */
  error: unknown;
  /** What one was about to do when it turned out that somebody else had changed the post; null: nobody has. */
  conflict: { ending: Ending; error: unknown } | null;
  keepWriting: () => void;
  /** The post that is changed, as it was last written or read; null: a new one. */
  stored: Stored | null;
  /** Makes another post of what is written, and leaves the one that was changed as it is. */
  beginAnew: () => void;
  /** Does it and leads on to the post; `anyway` also where somebody else changed it meanwhile. */
  save: (ending: Ending, anyway?: 'anyway') => Promise<void>;
}

/** A post as the API has it, as far as the composer knows. */
interface Stored {
  id: number;
  isDraft: boolean;
  /** Null where it was just made: nobody else has seen it. */
  version: string | null;
  draft: Draft;
}

interface SavingOptions {
  /** As it was when one began. */
  post: Post | null;
  draft: Draft;
  before: Draft;
}

/** Keeps a draft, plans it, or publishes it now: each is asked once, however often it is pressed. */
export function useSaving({ post, draft, before }: SavingOptions): Saving {
  const t = useComposerTexts();
  const format = useFormat();
  const { timezone: zone } = useProject();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<Ending | null>(null);
  const [refusal, setRefusal] = useState<{ draft: Draft; error: unknown } | null>(null);
  const isSafe = useRef(false);
  const [conflict, setConflict] = useState<Saving['conflict']>(null);
  /** A new post that was kept and then not published stands here, too: it is changed, and no second one made. */
  const [stored, setStored] = useState<Stored | null>(
    () => post && { id: post.id, isDraft: post.state === 'draft', version: post.version, draft: before },
  );
  const intent = useRef({ request: '', key: '' });

  /** A repeat of the same request is the same intent; another request is another. */
  const keyOf = (request: object) => {
    const text = JSON.stringify(request);
    if (intent.current.request !== text) intent.current = { request: text, key: crypto.randomUUID() };
    return intent.current.key;
  };

  async function write(ending: Ending, anyway: boolean): Promise<number> {
    if (stored) {
      const { id, version } = stored;
      const isScheduled = stored.isDraft && ending === 'schedule';
      const body = {
        // Who schedules it takes the time that is proposed.
        ...changesOf({ ...draft, isTimeChosen: draft.isTimeChosen || isScheduled }, stored.draft, zone),
        ...(isScheduled && { draft: false }),
        ...(version !== null && !anyway && { version }),
      };
      const edited = await api.patch<z.infer<typeof PostEdited>>(`/api/scheduler/posts/${id}`, { body });
      setStored({ id, isDraft: edited.state === 'draft', version: edited.version, draft });
      return id;
    }
    const body = requestOf(draft, zone, ending !== 'schedule');
    const created = await api.post<z.infer<typeof PostCreated>>('/api/scheduler/schedule', {
      body,
      idempotencyKey: keyOf(body),
    });
    setStored({ id: created.id, isDraft: created.state === 'draft', version: null, draft });
    return created.id;
  }

  async function save(ending: Ending, anyway?: 'anyway'): Promise<void> {
    setBusy(ending);
    setRefusal(null);
    setConflict(null);
    try {
      const id = await write(ending, anyway !== undefined);
      if (ending === 'now')
        await api.post(`/api/scheduler/posts/${id}/publish-now`, { body: { undo_seconds: undoSeconds } });
      isSafe.current = true;
      void refresh('posts');
      notify.done(doneText(ending));
      await navigate({ to: '/dashboard/posts/$postId', params: { postId: String(id) } });
    } catch (problem) {
      if (hasCode(problem, 'changed_meanwhile')) setConflict({ ending, error: problem });
      else setRefusal({ draft, error: problem });
    } finally {
      setBusy(null);
    }
  }

  function doneText(ending: Ending): string {
    if (ending === 'now') return t('actions.publishing');
    if (ending === 'draft') return t('actions.savedDraft');
    if (stored?.isDraft === false) return t('actions.updated');
    return t('actions.scheduled', { time: format.dateTime(instantIn(zone, draft.at), { zone }) });
  }

  return {
    isDirty: stored ? !isSame(draft, stored.draft) : post !== null || !isSame(draft, before),
    mayLeave: () => isSafe.current,
    error: refusal?.draft === draft ? refusal.error : null,
    ...{ busy, conflict, stored },
    keepWriting: () => setConflict(null),
    beginAnew: () => {
      setStored(null);
      setRefusal(null);
    },
    save,
  };
}
