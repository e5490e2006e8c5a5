import { z } from 'zod';
import { NumericId } from '../../contracts/common.ts';
import { ImageDetail } from '../../contracts/images.ts';
import { notFound } from '../../contracts/refusal.ts';
import { tagsOf } from '../../db/images.ts';
import { Image } from '../../db/models/image.ts';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { User } from '../../db/models/user.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentImageDetail } from './presentImage.ts';

export const detail = endpoint({
  method: 'GET',
  path: '/api/images/{id}',
  summary: 'An image, with what is known of its making',
  tag: 'Images',
  access: 'viewer',
  params: z.object({ id: NumericId }),
  answers: { 200: ImageDetail },
  async handle({ params, project, services, locale }) {
    const image = await Image.findOne({ where: { id: params.id, projectId: project.id } });
    if (!image) throw notFound('image');
    const [user, generation, tags] = await Promise.all([
      User.findByPk(image.userId, { attributes: ['number', 'username'], rejectOnEmpty: true }),
      ImageGeneration.findOne({ where: { imageId: image.id, status: 'pending' } }),
      tagsOf([image.id]),
    ]);
    const surroundings = { tags: tags.get(image.id) ?? [], publicUrl: services.config.PUBLIC_URL, locale };
    return ok(
      presentImageDetail(image, { id: user.number, username: user.username }, generation, surroundings),
    );
  },
});
