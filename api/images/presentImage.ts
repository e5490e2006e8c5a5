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
import { mediaUrl, thumbnailUrl } from '../media.ts';
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
  const { fileKey } = image;
  const address = fileKey && mediaUrl(publicUrl, fileKey);
  return {
    id: image.id,
    source: image.source,
    prompt: image.prompt,
    image_url: address,
    image_file: address,
    thumbnail_url: fileKey && thumbnailUrl(publicUrl, fileKey),
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

/** What is known of an image beside itself. */
interface Known {
  user: { id: number; username: string };
  generation: ImageGeneration | null;
  history: z.infer<typeof ImageDetail>['history'];
  posts: { id: number; state: string; scheduledTime: Date | null }[];
}

/** An image with who ordered it and what is known of its making. */
export function presentImageDetail(
  image: Image,
  { user, generation, history, posts }: Known,
  surroundings: Surroundings,
): z.infer<typeof ImageDetail> {
  return {
    ...presentImage(image, surroundings),
    user,
    validation_notes: image.validationNotes,
    metadata: image.metadata as z.infer<typeof ImageDetail>['metadata'],
    history,
    posts: posts.map(({ id, state, scheduledTime }) => ({
      id,
      state,
      scheduled_time: scheduledTime?.toISOString() ?? null,
    })),
    progress: generation?.status === 'pending' ? presentProgress(generation, surroundings.locale) : null,
    task_id: image.source === 'generated' ? workflows.generateImage.id({ imageId: image.id }) : null,
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
