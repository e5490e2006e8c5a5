import type { z } from 'zod';
import type { ImageDetail } from '../../contracts/images.ts';
import type { Image } from '../../db/models/image.ts';
import type { ImageGeneration } from '../../db/models/imageGeneration.ts';

type Happening = z.infer<typeof ImageDetail>['history'][number];

/** What happened to an image, the oldest first. Of decisions the last is known. */
export function presentHistory(
  image: Image,
  generation: ImageGeneration | null,
  who: { owner: string; judge: string | null },
): Happening[] {
  const at = (moment: Date) => moment.toISOString();
  const begun = {
    what: image.source === 'uploaded' ? 'uploaded' : 'ordered',
    at: at(image.createdAt),
  } as const;
  const happenings: Happening[] = [{ ...begun, who: who.owner }];
  const { finishedAt = null, status } = generation ?? {};
  if (finishedAt && (status === 'completed' || status === 'failed'))
    happenings.push({ what: status === 'completed' ? 'generated' : 'failed', at: at(finishedAt), who: null });
  if (image.judgedAt && (image.status === 'validated' || image.status === 'rejected'))
    happenings.push({ what: image.status, at: at(image.judgedAt), who: who.judge });
  return happenings;
}
