import { z } from 'zod';
import { TagAnswer } from '../../contracts/images.ts';
import { countTags } from '../../db/images.ts';
import { endpoint, ok } from '../endpoint.ts';

export const tags = endpoint({
  method: 'GET',
  path: '/api/images/tags',
  summary: "The project's tags, the most used first",
  tag: 'Images',
  access: 'viewer',
  answers: { 200: z.array(TagAnswer) },
  async handle({ project }) {
    return ok(await countTags(project.id));
  },
});
