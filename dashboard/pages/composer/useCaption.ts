import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { CaptionAnswer, CaptionRequest } from '../../../contracts/captions.ts';
import { api } from '../../app/client/api.ts';

export type Caption = z.infer<typeof CaptionAnswer>;
type CaptionWish = z.input<typeof CaptionRequest>;

/** An answer waits for it by itself; so often it is asked for again, and so long after an answer without it, in ms. */
const mostAnswers = 5;
const pauseMs = 3_000;

export interface Captioning {
  caption: Caption | null;
  isWriting: boolean;
  /** It takes longer than anybody waits. */
  isLate: boolean;
  error: unknown;
  /** Has one written; another one where one was. */
  write: (wish: CaptionWish) => Promise<void>;
  stop: () => void;
}

/** Has a caption written by AI. The same key asks for the same caption until it is there. */
export function useCaption(): Captioning {
  const [caption, setCaption] = useState<Caption | null>(null);
  const [isWriting, setWriting] = useState(false);
  const [isLate, setLate] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef<AbortController | null>(null);

  async function write(wish: CaptionWish): Promise<void> {
    stop();
    const controller = new AbortController();
    asked.current = controller;
    setWriting(true);
    setLate(false);
    setError(null);
    try {
      const found = await ask(wish, controller.signal);
      setLate(found === null);
      if (found) setCaption(found);
    } catch (problem) {
      if (controller.signal.aborted) return;
      setError(problem);
    }
    setWriting(false);
  }

  const stop = () => {
    asked.current?.abort();
    setWriting(false);
  };

  return { caption, isWriting, isLate, error, write, stop };
}

async function ask(body: CaptionWish, signal: AbortSignal): Promise<Caption | null> {
  const idempotencyKey = crypto.randomUUID();
  for (let answers = 0; answers < mostAnswers; answers += 1) {
    if (answers > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    signal.throwIfAborted();
    const found = await api.post<Caption>('/api/scheduler/captions', { body, idempotencyKey, signal });
    if (found.status === 'written') return found;
  }
  return null;
}
