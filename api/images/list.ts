import { ImageListQuery, ImagePage } from '../../contracts/images.ts';
import { findImages, tagsOf } from '../../db/images.ts';
import { endpoint, ok } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';
import { presentImage } from './presentImage.ts';
import { splitTags } from './splitTags.ts';

export const list = endpoint({
  method: 'GET',
  path: '/api/images',
  summary: 'The images of the project',
  tag: 'Images',
  access: 'viewer',
  query: ImageListQuery,
  answers: { 200: ImagePage },
  async handle({ query, project, services, locale }) {
    const page = pageOf(query);
    const tags = splitTags(query.tags);
    const { count, rows } = await findImages(project.id, {
      ordering: '-created_at',
      ...query,
      tags,
      ...page,
    });
    const tagsById = await tagsOf(rows.map(({ id }) => id));
    const publicUrl = services.config.PUBLIC_URL;
    const results = rows.map((image) =>
      presentImage(image, { tags: tagsById.get(image.id) ?? [], publicUrl, locale }),
    );
    return ok(pagedBody({ publicUrl, path: '/api/images/', query, page, total: count, results }));
  },
});
