import type { z } from 'zod';
import type { CaptionState, CaptionWish } from '../contracts/captions.ts';
import type { FailureCode } from '../contracts/images.ts';
import { row } from './query.ts';

/** A caption that somebody ordered: a row of assistant_calls, whose tokens count with all others. */
export interface CaptionRow {
  id: string;
  state: z.infer<typeof CaptionState>;
  wish: CaptionWish;
  written: { caption: string; hashtags: string } | null;
  failureCode: FailureCode | '';
  createdAt: Date;
}

const select = `select id, decision as state, inputs as wish, answer as written, reason as "failureCode",
  created_at as "createdAt" from assistant_calls where purpose = 'caption'`;

/** undefined when the project has none such. */
export const findCaption = (projectId: string, captionId: string) =>
  row<CaptionRow>(`${select} and project_id = $1 and id = $2`, [projectId, captionId]);

/** One that is still to be written; undefined when there is none. */
export const readOpenCaption = (captionId: string) =>
  row<CaptionRow>(`${select} and decision = 'pending' and id = $1`, [captionId]);
