import { z } from 'zod';
import { judgeImage } from '../../commands/images/judgeImage.ts';
import { NumericId } from '../../contracts/common.ts';
import { ImageValidated, ValidateImageRequest } from '../../contracts/images.ts';
import { endpoint, ok } from '../endpoint.ts';
import { say } from '../messages/index.ts';

export const judge = endpoint({
  method: 'PATCH',
  path: '/api/images/{id}/validate',
  summary: 'Validate or reject an image; a rejection can be taken back',
  tag: 'Images',
  access: 'editor',
  params: z.object({ id: NumericId }),
  body: ValidateImageRequest,
  answers: { 200: ImageValidated },
  async handle({ params, body, caller, project, locale }) {
    const { action, validation_notes: notes } = body;
    const image = await judgeImage(project.id, params.id, { action, notes, userId: caller.userId });
    return ok({
      id: image.id,
      status: image.status,
      validation_notes: image.validationNotes,
      message: say(locale, action === 'validate' ? 'image_validated' : 'image_rejected'),
    });
  },
});
