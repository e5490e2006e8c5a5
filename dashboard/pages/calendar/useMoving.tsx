import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCalendarCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { instantIn, type WallTime } from '../../app/time/zones.ts';
import { notify } from '../../components/notify.tsx';
import type { Post } from './questions.ts';
import { useCalendarTexts } from './texts.ts';

/** Steps by keyboard follow each other: what is sent is where they end, after so long in ms. */
const restMs = 600;

interface Move {
  post: Post;
  /** Where it was before the first step. */
  from: string;
  to: string;
  timer: ReturnType<typeof setTimeout>;
}

export interface Moving {
  /** Moves a post to a time on the project's clocks: shown at once, kept when no other step follows. False: refused. */
  move: (post: Post, to: WallTime) => boolean;
  /** Where posts are shown that the server does not have there yet: instants by id. */
  shownAt: ReadonlyMap<number, string>;
  movedId: number | null;
  /** What was moved last, in words: said aloud. */
  said: string;
}

/** Posts moved in the calendar: shown at once, undone by a button or Ctrl+Z, put back where the API refuses. */
export function useMoving(): Moving {
  const t = useCalendarTexts();
  const app = useAppTexts();
  const format = useFormat();
  const { id: project, timezone: zone } = useProject();
  const refresh = useRefresh();
  const open = useRef(new Map<number, Move>());
  const undoLast = useRef<(() => void) | null>(null);
  const [shownAt, setShownAt] = useState<ReadonlyMap<number, string>>(new Map());
  const [said, setSaid] = useState('');
  const [movedId, setMovedId] = useState<number | null>(null);

  const inWords = (instant: string) => format.dayAndTime(instant, { zone });

  const show = (postId: number, at: string) => setShownAt((before) => new Map(before).set(postId, at));
  /** From here on it stands where the server says. */
  const letGo = (postId: number, at: string) =>
    setShownAt((before) => new Map([...before].filter(([id, shown]) => id !== postId || shown !== at)));

  async function keep({ post, from, to }: Omit<Move, 'timer'>, isUndo: boolean): Promise<void> {
    open.current.delete(post.id);
    if (from === to) return letGo(post.id, to);
    const body = { scheduled_time: to };
    try {
      await api.patch(`/api/scheduler/posts/${post.id}`, { body, project });
      if (isUndo) notify.done(t('movedBack', { time: inWords(to) }));
      else offerUndo(post, from, to);
    } catch (error) {
      notify.failed(error);
    }
    await refresh('posts');
    letGo(post.id, to);
  }

  function offerUndo(post: Post, from: string, to: string): void {
    const id = `moved-${post.id}`;
    const undo = () => {
      undoLast.current = null;
      notifications.hide(id);
      show(post.id, from);
      setSaid(t('movedBack', { time: inWords(from) }));
      void keep({ post, from: to, to: from }, true);
    };
    undoLast.current = undo;
    notifications.hide(id);
    notifications.show({
      id,
      icon: <IconCalendarCheck size={18} />,
      autoClose: 12_000,
      closeButtonProps: { 'aria-label': app('actions.close') },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('moved', { time: inWords(to) })}</Text>
          <Button size="compact-sm" variant="light" flex="none" onClick={undo}>
            {t('undo')}
          </Button>
        </Group>
      ),
    });
  }

  const move = (post: Post, wall: WallTime): boolean => {
    const to = instantIn(zone, wall).toISOString();
    if (Date.parse(to) < Date.now()) {
      notifications.show({ id: 'past', color: 'yellow', message: t('past'), autoClose: 6000 });
      setSaid(t('past'));
      return false;
    }
    const before = open.current.get(post.id);
    clearTimeout(before?.timer);
    const moved = { post, from: before?.from ?? post.scheduled_time, to };
    const timer = setTimeout(() => void keep(moved, false), restMs);
    open.current.set(post.id, { ...moved, timer });
    // At once: a key that is held down finds the post where its last step led.
    flushSync(() => {
      show(post.id, to);
      setMovedId(post.id);
      setSaid(t('moved', { time: inWords(to) }));
    });
    return true;
  };

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
      if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !inField && undoLast.current) {
        event.preventDefault();
        undoLast.current();
      }
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);

  return { move, shownAt, movedId, said };
}
