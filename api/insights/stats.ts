import { LatestStats, PlatformQuery } from '../../contracts/socialMedia.ts';
import { findLatestStats } from '../../db/statistics.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import { dayFiguresOf } from './dayFigures.ts';

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
    return ok(
      (await findLatestStats(project.id, query.platform ?? null)).map((latest) => ({
        ...presentLatest(latest),
        day_figures: dayFiguresOf(services, latest.platform),
      })),
    );
  },
});

const presentLatest = ({
  recorded_at,
  last_synced_at,
  ...latest
}: Awaited<ReturnType<typeof findLatestStats>>[number]) => ({
  ...latest,
  recorded_at: recorded_at?.toISOString() ?? null,
  last_synced_at: last_synced_at?.toISOString() ?? null,
});
