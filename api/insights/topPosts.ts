import { TopPosts, topPostsMaximum, TopPostsQuery } from '../../contracts/socialMedia.ts';
import { findTopPosts } from '../../db/postFigures.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentPost } from './presentPost.ts';

export const topPosts = endpoint({
  method: 'GET',
  path: '/api/social-media/posts/top',
  summary: 'The posts that moved most of those who saw them, or that have most reactions',
  tag: 'Social media',
  access: 'viewer',
  query: TopPostsQuery,
  answers: { 200: TopPosts },
  async handle({ query, project, services }) {
    assertPlatforms(services, 'platform', [query.platform]);
    const limit = Math.min(query.limit, topPostsMaximum);
    const {
      platform = null,
      connection_id: connectionId = null,
      published_after: publishedAfter = null,
      published_before: publishedBefore = null,
      order,
    } = query;
    const filter = { platform, connectionId, publishedAfter, publishedBefore, order, limit };
    return ok((await findTopPosts(project.id, filter)).map(presentPost));
  },
});
