import type { AttemptProblem, FailureCode, ImageQuality, ImageStyle } from '../../contracts/images.ts';
import { keptAnswerKey } from '../../contracts/storageKeys.ts';
import { transaction } from '../../db/connection.ts';
import { Image } from '../../db/models/image.ts';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { row } from '../../db/query.ts';
import { startWorkflow } from '../startWorkflow.ts';

/** A generation that is still to be made. */
export interface OpenGeneration {
  imageId: number;
  /** Names the generation for ever, also in the storage. */
  key: string;
  request: {
    prompt: string;
    style: ImageStyle;
    width: 256 | 512 | 1024;
    height: 256 | 512 | 1024;
    quality: ImageQuality;
  };
}

/** What was made of it. */
export interface MadeImage {
  fileKey: string;
  provider: string;
  model: string;
  seconds: number;
  revisedPrompt: string | null;
  tokens: { input: number | null; output: number | null; total: number | null };
  costUsd: number | null;
}

/** The open generation of an image; null when the image is gone or settled. */
export async function readGeneration(imageId: number): Promise<OpenGeneration | null> {
  const image = await Image.findOne({ where: { id: imageId, status: 'pending' } });
  const generation = image && (await ImageGeneration.findOne({ where: { imageId, status: 'pending' } }));
  if (!image || !generation) return null;
  const { prompt, style, quality } = image;
  if (!style || !quality) throw new Error(`image ${imageId} is generated in no style`);
  const [width, height] = [image.width, image.height] as [256, 256];
  return { imageId, key: generation.key, request: { prompt, style, width, height, quality } };
}

/**
 * Settles an image as generated, once. False when it was deleted or settled meanwhile; what it cost is recorded all
 * the same.
 */
export function settleGeneration(
  { imageId, key, request }: OpenGeneration,
  made: MadeImage,
): Promise<boolean> {
  const { fileKey, provider, model, seconds, revisedPrompt, tokens, costUsd } = made;
  return transaction(async () => {
    const metadata = {
      model,
      provider,
      size: `${request.width}x${request.height}`,
      quality: request.quality,
      revised_prompt: revisedPrompt,
      tokens,
      cost_usd: costUsd,
    };
    const [count] = await Image.update(
      { status: 'generated', fileKey, generationTime: seconds, metadata },
      { where: { id: imageId, status: 'pending' } },
    );
    await ImageGeneration.update(
      {
        ...(count > 0 && { status: 'completed' as const }),
        provider,
        model,
        generationTime: seconds,
        tokens: tokens.total,
        costUsd: costUsd === null ? null : String(costUsd),
        finishedAt: new Date(),
      },
      { where: { key } },
    );
    return count > 0;
  });
}

/**
 * Notes an attempt that failed, for the owner who waits. Returns how many answers were lost so far: each may have been
 * paid for.
 */
export async function noteFailedAttempt({ key }: OpenGeneration, problem: AttemptProblem): Promise<number> {
  const noted = await row<{ lost: number }>(
    `update image_generations set attempts = attempts + 1, last_problem = $2,
       lost_answers = lost_answers + case when $2 = 'answer_lost' then 1 else 0 end
     where key = $1 returning lost_answers as lost`,
    [key, problem],
  );
  return noted?.lost ?? 0;
}

/** Settles an image as failed, with the reason. One that is gone or settled stays as it is. */
export async function failGeneration(imageId: number, failureCode: FailureCode): Promise<void> {
  await transaction(async () => {
    await Image.update({ status: 'failed', failureCode }, { where: { id: imageId, status: 'pending' } });
    const generation = await ImageGeneration.findOne({ where: { imageId, status: 'pending' } });
    if (!generation) return;
    await generation.update({ status: 'failed', failureCode, finishedAt: new Date() });
    await startWorkflow('removeFiles', { keys: [keptAnswerKey(generation.key)] }, generation.projectId);
  });
}
