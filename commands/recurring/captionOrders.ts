import type { Language } from '../../contracts/languages.ts';
import { findLanguage } from '../../db/people.ts';
import { readRun } from '../../db/planRuns.ts';
import { readPlan } from '../../db/plans.ts';
import { rows } from '../../db/query.ts';
import { choosePictures } from './choosePictures.ts';

/** A caption to be written by AI. */
export interface CaptionOrder {
  imageId: number;
  prompt: string;
  tags: string[];
  platforms: string[];
  /** Follow the caption, so they count against the platforms' limits. */
  hashtags: string;
  /** The caption's language. */
  locale: Language;
}

/** The captions that an open run still needs from AI, one for each image that it would publish; often none. */
export async function readCaptionOrders(runId: string): Promise<CaptionOrder[]> {
  const run = await readRun(runId);
  const plan = run?.state === 'open' ? await readPlan(run.planId) : undefined;
  if (!run || !plan || plan.captionBy !== 'ai') return [];
  const locale = await findLanguage(plan.userId);
  const orders = new Map<number, CaptionOrder>();
  for (const choice of await choosePictures(plan)) {
    if (choice.kind !== 'picture' || choice.picture.id in run.captions) continue;
    const { id: imageId, prompt, tags } = choice.picture;
    const platforms = [...(orders.get(imageId)?.platforms ?? []), choice.platform];
    const { hashtags } = plan;
    orders.set(imageId, { imageId, prompt, tags, platforms, hashtags, locale });
  }
  return [...orders.values()];
}

/** Keeps what was written, so that a repeat asks nobody again. */
export async function keepCaption(runId: string, imageId: number, caption: string): Promise<void> {
  await rows(
    `update recurring_runs set captions = captions || jsonb_build_object($2::text, $3::text)
     where id = $1 and state = 'open' returning 1 as kept`,
    [runId, imageId, caption],
  );
}

/** Tells that the template is used, and why: a code. */
export async function noteCaptionProblem(runId: string, problem: string): Promise<void> {
  await rows(
    `update recurring_runs set caption_problem = $2 where id = $1 and state = 'open' returning 1 as noted`,
    [runId, problem],
  );
}
