import { LatestStats, PlatformQuery } from '../../contracts/socialMedia.ts';
import { findLatestStats } from '../../db/statistics.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentRecorded } from './presentRecorded.ts';

export const stats = endpoint({
  method: 'GET',
  path: '/api/social-media/stats',
  summary: "The connections' latest figures",
  tag: 'Social media',
  access: 'viewer',
  query: PlatformQuery,
  answers: { 200: LatestStats },
  async handle({ query, project, services }) {
    assertPlatforms(services, 'platform', [query.platform]);
    return ok((await findLatestStats(project.id, query.platform ?? null)).map(presentRecorded));
  },
});
