import { expect, test } from '@jest/globals';
import { daysOf, gapsOf, timeOf, toCsv } from './days.ts';
import type { DailyStats, Latest } from './questions.ts';

const told = (date: string, followers: number | null, username = 'shop'): DailyStats => ({
  ...{ connection_id: 'a', platform: 'tiktok', username, display_name: 'Shop', date },
  ...{ recorded_at: `${date}T08:00:00.000Z`, followers, following: null, posts: 3, views: null, reach: null },
  ...{ likes: null, comments: null, shares: null, engagement_rate: 4.25, day_figures: ['views', 'reach'] },
});
const now = new Date('2026-03-04T01:00:00Z');

test('a day of which nothing was told is a gap, not left out and not nought', () => {
  const history = [told('2026-03-02', 10), told('2026-03-04', 12)];
  const days = daysOf(history, { days: 4, figure: 'followers', accounts: ['a'], now });
  expect(days.map(({ date, figures }) => [date, figures.a])).toEqual([
    ['2026-03-01', null],
    ['2026-03-02', 10],
    ['2026-03-03', null],
    ['2026-03-04', 12],
  ]);
  // Before its history began, nothing is missing.
  expect(gapsOf(days, 'a')).toBe(1);
});

test('of which time a figure is, is told with it; followers stand as they are', () => {
  const account: Latest = { ...told('2026-03-02', 10), views: 7, likes: 9, last_synced_at: null };
  const times = (['followers', 'views', 'likes', 'reach', 'engagement_rate'] as const).map((figure) =>
    timeOf(figure, account),
  );
  expect(times).toEqual([null, 'day', 'life', null, null]);
});

test('a CSV leaves empty what is not known, and calculates nothing', () => {
  const csv = toCsv([told('2026-03-02', 10, '=HYPERLINK("x"),'), told('2026-03-03', null)]);
  expect(csv.split('\r\n')).toEqual([
    '\ufeffdate,platform,username,followers,following,posts,views,reach,likes,comments,shares,engagement_rate,recorded_at,of_one_day',
    '2026-03-02,tiktok,"\'=HYPERLINK(""x""),",10,,3,,,,,,4.25,2026-03-02T08:00:00.000Z,views reach',
    '2026-03-03,tiktok,shop,,,3,,,,,,4.25,2026-03-03T08:00:00.000Z,views reach',
    '',
  ]);
});
