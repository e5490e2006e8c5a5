import { cancellationSignal } from '@temporalio/activity';
import type { ChatModel } from '../../ai/chatModel.ts';
import {
  failCaption,
  keepWrittenCaption,
  noteCaptionAttempt,
} from '../../commands/captions/settleCaption.ts';
import type { FailureCode } from '../../contracts/images.ts';
import { readOpenCaption } from '../../db/captions.ts';
import type { Registry } from '../../platforms/registry.ts';
import { beating } from '../beating.ts';
import { nothingSpent } from '../spending.ts';
import { writeCaption } from './writeCaption.ts';

interface CaptionDependencies {
  chatModel: ChatModel;
  platforms: Registry;
}

/** Somebody waits for it. */
const timeoutMs = 25_000;

/** Captions that people order while they write a post. */
export function createCaptionActivities({ chatModel: model, platforms }: CaptionDependencies) {
  async function write(captionId: string): Promise<'written' | 'gone'> {
    const open = await readOpenCaption(captionId);
    if (!open) return 'gone';
    const spent = nothingSpent();
    const began = performance.now();
    try {
      const writing = { signal: cancellationSignal(), spent, suggestsHashtags: true, timeoutMs };
      const written = await writeCaption(model, platforms, open.wish, writing);
      const durationMs = Math.round(performance.now() - began);
      const { provider, model: name } = model;
      await keepWrittenCaption(captionId, { ...written, ...spent, provider, model: name, durationMs });
      return 'written';
    } catch (error) {
      await noteCaptionAttempt(captionId, spent);
      throw error;
    }
  }

  return {
    /** Has a caption written by a model, and keeps it. 'gone' when it was settled already. */
    writeOrderedCaption: (captionId: string): Promise<'written' | 'gone'> => beating(() => write(captionId)),

    /** Settles a caption that cannot be written, with the reason that people read. */
    async failOrderedCaption(captionId: string, code: FailureCode): Promise<void> {
      await failCaption(captionId, code);
    },
  };
}
