import { promiseTokenNotices } from '../commands/mails/tokenNotices.ts';
import { promiseWeeklyReports } from '../commands/mails/weeklyReports.ts';
import type { Registry } from '../platforms/registry.ts';

interface ReportDependencies {
  platforms: Registry;
  now: () => Date;
}

/** Batches in one call: what is left, the next run of the schedule takes. */
const batchesAtOnce = 100;

export const createReportActivities = ({ platforms, now }: ReportDependencies) => ({
  /** Promises the weekly reports that are due, and returns how many. */
  sendDueWeeklyReports(): Promise<number> {
    return untilNone(() => promiseWeeklyReports(now()));
  },

  /** Promises a notice to everybody whose connections need them, and returns how many. */
  sendTokenNotices(): Promise<number> {
    const byRefreshToken = refreshedByToken(platforms);
    return untilNone(() => promiseTokenNotices(byRefreshToken, now()));
  },
});

/** The platforms whose tokens a refresh token renews: that may end, or an account lack it. */
export const refreshedByToken = (platforms: Registry): string[] =>
  platforms
    .all()
    .filter(({ platform }) => ['reusable', 'rotating'].includes(platform.oauth.refreshing))
    .map(({ platform }) => platform.id);

async function untilNone(work: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let round = 0; round < batchesAtOnce; round += 1) {
    const done = await work();
    if (done === 0) break;
    total += done;
  }
  return total;
}
