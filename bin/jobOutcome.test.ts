import { expect, test } from '@jest/globals';
import { jobs } from '../contracts/jobs.ts';
import { noCounts } from '../contracts/syncing.ts';
import { describeOutcome } from './jobOutcome.ts';

test.each(Object.entries(jobs).filter(([name]) => name !== 'refresh-views'))(
  '%s says why there was nothing to do',
  (_, workflow) => {
    const counts = ['sendWeeklyReports', 'notifyTokenExpiration', 'cleanUpLogs'].includes(workflow);
    expect(describeOutcome(workflow, counts ? 0 : noCounts, null)).toMatch(/^(no |nobody )/);
  },
);

test('what was done is counted', () => {
  expect(describeOutcome('cleanUpLogs', 3, null)).toBe('3 sync log(s) deleted');
  const counts = { ...noCounts, success: 7, failed: 1 };
  expect(describeOutcome('syncAllConnections', counts, null)).toBe(
    '7 done, 1 failed; /api/social-media/admin/sync-logs says why',
  );
  expect(describeOutcome('refreshViews', undefined, null)).toBe('done');
});

test('of one connection it is said why', () => {
  expect(describeOutcome('syncConnection', 'skipped', 'TikTok asked to wait')).toBe(
    'put off: TikTok asked to wait',
  );
  expect(describeOutcome('syncConnection', 'gone', null)).toMatch(/waits for its owner/);
  expect(describeOutcome('refreshToken', 'fresh', null)).toMatch(/not due yet/);
});
