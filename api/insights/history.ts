import { historyDaysMaximum, StatsHistory, StatsHistoryQuery } from '../../contracts/socialMedia.ts';
import { findStatsHistory } from '../../db/statistics.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import { dayFiguresOf } from './dayFigures.ts';
import { presentRecorded } from './presentRecorded.ts';

const day = 24 * 60 * 60_000;

export const history = endpoint({
  method: 'GET',
  path: '/api/social-media/stats/history',
  summary: "The connections' figures of the last days, one a day",
  tag: 'Social media',
  access: 'viewer',
  query: StatsHistoryQuery,
  answers: { 200: StatsHistory },
  async handle({ query, project, services }) {
    assertPlatforms(services, 'platform', [query.platform]);
    const since = new Date(Date.now() - Math.min(query.days, historyDaysMaximum) * day);
    const days = await findStatsHistory(project.id, query.platform ?? null, since);
    return ok(
      days.map((each) => ({ ...presentRecorded(each), day_figures: dayFiguresOf(services, each.platform) })),
    );
  },
});
