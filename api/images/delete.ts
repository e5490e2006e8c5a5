import { z } from 'zod';
import { deleteImage } from '../../commands/images/deleteImage.ts';
import { NumericId } from '../../contracts/common.ts';
import { endpoint, noContent } from '../endpoint.ts';

export const deleteOne = endpoint({
  method: 'DELETE',
  path: '/api/images/{id}',
  summary: 'Delete an image: a running generation is cancelled, the file removed',
  tag: 'Images',
  access: 'editor',
  params: z.object({ id: NumericId }),
  answers: { 204: null },
  async handle({ params, project }) {
    await deleteImage(project.id, params.id);
    return noContent();
  },
});
