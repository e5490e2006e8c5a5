import type { MessageParameters } from '../contracts/refusal.ts';
import { row, rows } from './query.ts';

/** What became of one platform, or account of it, in a run: a post, or a code of api/messages/ that says why not. */
export interface PlatformVerdict {
  platform: string;
  connectionId: string | null;
  imageId: number | null;
  postId: number | null;
  code: string | null;
  parameters: MessageParameters;
}

export interface PlanRunRow {
  id: string;
  planId: number;
  occurrenceAt: Date;
  kind: 'scheduled' | 'now';
  state: 'open' | 'held' | 'made' | 'skipped';
  /** The image that was generated for it. */
  imageId: number | null;
  /** What AI wrote, by the image. */
  captions: Record<string, string>;
  captionProblem: string | null;
  code: string | null;
  verdicts: PlatformVerdict[];
  updatedAt: Date;
}

const runColumns = `id, recurring_schedule_id as "planId", occurrence_at as "occurrenceAt", kind, state,
  image_id as "imageId", captions, caption_problem as "captionProblem", code, verdicts, updated_at as "updatedAt"`;

/** The last runs of a plan, the latest first. */
export const findRuns = (planId: number, limit: number) =>
  rows<PlanRunRow>(
    `select ${runColumns} from recurring_runs where recurring_schedule_id = $1
     order by occurrence_at desc limit $2`,
    [planId, limit],
  );

/** A run; with `lock` nobody else works on it meanwhile. */
export const readRun = (runId: string, { lock = false } = {}) =>
  row<PlanRunRow>(`select ${runColumns} from recurring_runs where id = $1 ${lock ? 'for update' : ''}`, [
    runId,
  ]);
