import type { CaptionWish } from '../../contracts/captions.ts';
import { invalidField } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { tagsOf } from '../../db/images.ts';
import { Image } from '../../db/models/image.ts';
import { row } from '../../db/query.ts';
import { needTokens } from '../assistant/needTokens.ts';
import { startWorkflow } from '../startWorkflow.ts';

interface CaptionOrder extends Omit<CaptionWish, 'subject' | 'tags'> {
  projectId: string;
  /** What it is about: an image of the project, words, or both. */
  imageId: number | null;
  prompt: string;
}

/**
 * Promises a caption; its id.
 * @throws {Refusal} 400 at `image` where there is none, or nobody knows what it shows; tokens_used_up
 */
export const orderCaption = ({ projectId, imageId, prompt, ...wish }: CaptionOrder): Promise<string> =>
  transaction(async () => {
    const shown = imageId === null ? null : await readImage(projectId, imageId);
    const subject = [prompt, shown?.prompt ?? ''].filter(Boolean).join('\n') || wish.hints;
    const tags = shown?.tags ?? [];
    if (subject === '' && tags.length === 0) throw invalidField('image', 'image_undescribed');
    await needTokens(projectId);
    const ordered = await row<{ id: string }>(
      `insert into assistant_calls (project_id, purpose, decision, inputs) values ($1, 'caption', 'pending', $2::jsonb)
       returning id`,
      [projectId, JSON.stringify({ ...wish, subject, tags } satisfies CaptionWish)],
    );
    if (!ordered) throw new Error('an insert returns its row');
    await startWorkflow('writeCaption', { captionId: ordered.id }, projectId);
    return ordered.id;
  });

async function readImage(projectId: string, imageId: number): Promise<{ prompt: string; tags: string[] }> {
  const image = await Image.findOne({ where: { id: imageId, projectId } });
  if (!image) throw invalidField('image', 'image_unknown');
  return { prompt: image.prompt, tags: (await tagsOf([imageId])).get(imageId) ?? [] };
}
