import { z } from 'zod';
import { NumericId } from '../../contracts/common.ts';
import { ImageDetail } from '../../contracts/images.ts';
import { notFound } from '../../contracts/refusal.ts';
import { fullName } from '../../contracts/names.ts';
import { tagsOf } from '../../db/images.ts';
import { Image } from '../../db/models/image.ts';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { User } from '../../db/models/user.ts';
import { findPostsShowing } from '../../db/postUses.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentHistory } from './presentHistory.ts';
import { presentImageDetail } from './presentImage.ts';

export const detail = endpoint({
  method: 'GET',
  path: '/api/images/{id}',
  summary: 'An image, with what is known of its making, what happened to it, and the posts that show it',
  tag: 'Images',
  access: 'viewer',
  params: z.object({ id: NumericId }),
  answers: { 200: ImageDetail },
  async handle({ params, project, services, locale }) {
    const image = await Image.findOne({ where: { id: params.id, projectId: project.id } });
    if (!image) throw notFound('image');
    const [user, judge, generation, posts, tags] = await Promise.all([
      User.findByPk(image.userId, { rejectOnEmpty: true }),
      image.judgedBy === null ? null : User.findByPk(image.judgedBy),
      ImageGeneration.findOne({ where: { imageId: image.id }, order: [['id', 'DESC']] }),
      findPostsShowing(image.id),
      tagsOf([image.id]),
    ]);
    const names = { owner: fullName(user), judge: judge && fullName(judge) };
    const known = {
      user: { id: user.number, username: user.username },
      generation,
      history: presentHistory(image, generation, names),
      posts,
    };
    const surroundings = { tags: tags.get(image.id) ?? [], publicUrl: services.config.PUBLIC_URL, locale };
    return ok(presentImageDetail(image, known, surroundings));
  },
});
