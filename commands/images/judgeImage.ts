import { conflict, notFound } from '../../contracts/refusal.ts';
import type { ImageStatus } from '../../contracts/images.ts';
import { transaction } from '../../db/connection.ts';
import { Image } from '../../db/models/image.ts';
import { isUsed } from '../../db/postUses.ts';
import { resumeHeldRuns } from '../recurring/openRuns.ts';

/** What may be decided in which state. A validated image can be rejected until a post uses it, and a rejection taken back. */
const decisions: Record<'validate' | 'reject', { from: ImageStatus[]; to: ImageStatus }> = {
  validate: { from: ['generated', 'rejected'], to: 'validated' },
  reject: { from: ['generated', 'validated'], to: 'rejected' },
};

/**
 * Records a person's decision on an image. A recurring plan that waited for it goes on. @throws {Refusal} not_found, image_not_ready (nothing was generated, or it was
 * decided), image_in_use.
 */
export function judgeImage(
  projectId: string,
  imageId: number,
  { action, notes, userId }: { action: 'validate' | 'reject'; notes: string | undefined; userId: string },
): Promise<Image> {
  return transaction(async () => {
    const image = await Image.findOne({ where: { id: imageId, projectId }, lock: true });
    if (!image) throw notFound('image');
    const { from, to } = decisions[action];
    if (!from.includes(image.status)) throw conflict('image_not_ready', { status: image.status });
    if (action === 'reject' && (await isUsed(imageId))) throw conflict('image_in_use');
    if (action === 'validate') await resumeHeldRuns(imageId);
    return image.update({ status: to, validationNotes: notes ?? '', judgedAt: new Date(), judgedBy: userId });
  });
}
