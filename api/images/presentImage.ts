import type { z } from 'zod';
import type {
  AttemptProblem,
  FailureCode,
  GenerationHistoryItem,
  ImageDetail,
  ImageSummary,
} from '../../contracts/images.ts';
import { workflows } from '../../contracts/workflows.ts';
import type { Image } from '../../db/models/image.ts';
import type { ImageGeneration } from '../../db/models/imageGeneration.ts';
import type { Locale } from '../locale.ts';
import { mediaUrl } from '../media.ts';
import { say } from '../messages/index.ts';

interface Surroundings {
  tags: string[];
  publicUrl: string;
  locale: Locale;
}

/** An image in a list. `image_url` and `image_file` are one address: the models give bytes, no address of theirs. */
export function presentImage(
  image: Image,
  { tags, publicUrl, locale }: Surroundings,
): z.infer<typeof ImageSummary> {
  const address = image.fileKey && mediaUrl(publicUrl, image.fileKey);
  return {
    id: image.id,
    prompt: image.prompt,
    image_url: address,
    image_file: address,
    status: image.status,
    style: image.style,
    width: image.width,
    height: image.height,
    quality: image.quality,
    tags,
    failure: presentFailure(image.failureCode, locale),
    created_at: image.createdAt.toISOString(),
    generation_time: image.generationTime,
  };
}

/** An image with who ordered it and what is known of its making. */
export function presentImageDetail(
  image: Image,
  user: { id: number; username: string },
  generation: ImageGeneration | null,
  surroundings: Surroundings,
): z.infer<typeof ImageDetail> {
  return {
    ...presentImage(image, surroundings),
    user,
    validation_notes: image.validationNotes,
    metadata: image.metadata as z.infer<typeof ImageDetail>['metadata'],
    progress: generation && presentProgress(generation, surroundings.locale),
    task_id: workflows.generateImage.id({ imageId: image.id }),
    updated_at: image.updatedAt.toISOString(),
  };
}

export function presentGeneration(
  generation: ImageGeneration,
  locale: Locale,
): z.infer<typeof GenerationHistoryItem> {
  return {
    id: generation.id,
    image: generation.imageId,
    prompt: generation.prompt,
    parameters: generation.parameters as z.infer<typeof GenerationHistoryItem>['parameters'],
    status: generation.status,
    failure: presentFailure(generation.failureCode, locale),
    generation_time: generation.generationTime,
    cost_usd: generation.costUsd === null ? null : Number(generation.costUsd),
    created_at: generation.createdAt.toISOString(),
  };
}

function presentProgress({ attempts, lastProblem }: ImageGeneration, locale: Locale) {
  const code: AttemptProblem | null = lastProblem;
  return {
    failed_attempts: attempts,
    last_problem: code && { code, message: say(locale, `problem_${code}`) },
  };
}

const presentFailure = (code: FailureCode | null, locale: Locale) =>
  code && { code, message: say(locale, code) };
