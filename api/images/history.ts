import { PageQuery } from '../../contracts/common.ts';
import { GenerationHistoryPage } from '../../contracts/images.ts';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { endpoint, ok } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';
import { presentGeneration } from './presentImage.ts';

export const history = endpoint({
  method: 'GET',
  path: '/api/images/history',
  summary: 'Every generation of the project, also of images deleted since',
  tag: 'Images',
  access: 'viewer',
  query: PageQuery,
  answers: { 200: GenerationHistoryPage },
  async handle({ query, project, services, locale }) {
    const page = pageOf(query);
    const { count, rows } = await ImageGeneration.findAndCountAll({
      where: { projectId: project.id },
      order: [
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ],
      limit: page.limit,
      offset: page.offset,
    });
    const results = rows.map((generation) => presentGeneration(generation, locale));
    const publicUrl = services.config.PUBLIC_URL;
    return ok(pagedBody({ publicUrl, path: '/api/images/history/', query, page, total: count, results }));
  },
});
