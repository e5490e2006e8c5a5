import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { PostCreated } from '../../../contracts/scheduledPosts.ts';
import { api } from '../../app/client/api.ts';
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
  error: unknown;
  /** Does it and leads on to the post. */
  save: (ending: Ending) => Promise<void>;
}

interface SavingOptions {
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
  const [error, setError] = useState<unknown>(null);
  const isSafe = useRef(false);
  /** A new post that was kept and then not published: it is changed, and no second one made. */
  const kept = useRef<number | null>(null);
  const intent = useRef({ request: '', key: '' });

  /** A repeat of the same request is the same intent; another request is another. */
  const keyOf = (request: object) => {
    const text = JSON.stringify(request);
    if (intent.current.request !== text) intent.current = { request: text, key: crypto.randomUUID() };
    return intent.current.key;
  };

  async function write(ending: Ending): Promise<number> {
    if (post) {
      const draftEnds = post.state === 'draft' && ending === 'schedule';
      const body = { ...changesOf(draft, before, zone), ...(draftEnds && { draft: false as const }) };
      await api.patch(`/api/scheduler/posts/${post.id}`, { body });
      return post.id;
    }
    const body = requestOf(draft, zone, ending !== 'schedule');
    if (kept.current !== null) {
      await api.patch(`/api/scheduler/posts/${kept.current}`, { body });
      return kept.current;
    }
    const created = await api.post<z.infer<typeof PostCreated>>('/api/scheduler/schedule', {
      body,
      idempotencyKey: keyOf(body),
    });
    kept.current = created.id;
    return created.id;
  }

  async function save(ending: Ending): Promise<void> {
    setBusy(ending);
    setError(null);
    try {
      const id = await write(ending);
      if (ending === 'now')
        await api.post(`/api/scheduler/posts/${id}/publish-now`, { body: { undo_seconds: undoSeconds } });
      isSafe.current = true;
      void refresh('posts');
      notify.done(doneText(ending));
      await navigate({ to: '/dashboard/posts/$postId', params: { postId: String(id) } });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  }

  function doneText(ending: Ending): string {
    if (ending === 'now') return t('actions.publishing');
    if (ending === 'draft') return t('actions.savedDraft');
    if (post?.state === 'scheduled') return t('actions.updated');
    return t('actions.scheduled', { time: format.dateTime(instantIn(zone, draft.at), { zone }) });
  }

  return { isDirty: !isSame(draft, before), mayLeave: () => isSafe.current, busy, error, save };
}
