import type { z } from 'zod';
import type { ImageDetail, ImageSource } from '../../contracts/images.ts';
import type { Image } from '../../db/models/image.ts';
import type { ImageGeneration } from '../../db/models/imageGeneration.ts';

type Happening = z.infer<typeof ImageDetail>['history'][number];

const beginnings: Record<ImageSource, Happening['what']> = {
  generated: 'ordered',
  uploaded: 'uploaded',
  cropped: 'cropped',
};

/** What happened to an image, the oldest first. Of decisions the last is known. */
export function presentHistory(
  image: Image,
  generation: ImageGeneration | null,
  who: { owner: string; judge: string | null },
): Happening[] {
  const at = (moment: Date) => moment.toISOString();
  const nobody = { who: null, image: null };
  const begun = { at: at(image.createdAt), who: who.owner, image: image.croppedFrom };
  const happenings: Happening[] = [{ what: beginnings[image.source as ImageSource], ...begun }];
  const { finishedAt = null, status } = generation ?? {};
  if (finishedAt && (status === 'completed' || status === 'failed'))
    happenings.push({
      what: status === 'completed' ? 'generated' : 'failed',
      at: at(finishedAt),
      ...nobody,
    });
  if (image.judgedAt && (image.status === 'validated' || image.status === 'rejected'))
    happenings.push({ what: image.status, at: at(image.judgedAt), who: who.judge, image: null });
  return happenings;
}
