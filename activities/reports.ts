import { promiseTokenNotices } from '../commands/tokenNotices.ts';
import { promiseWeeklyReports } from '../commands/weeklyReports.ts';
import type { Refreshing } from '../db/tokenNotices.ts';
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
    const refreshing = refreshingOf(platforms);
    return untilNone(() => promiseTokenNotices(refreshing, now()));
  },
});

/** How the platforms keep their tokens alive. One that has a call of its own for it needs nobody. */
export function refreshingOf(platforms: Registry): Refreshing {
  const all = platforms.all().map(({ platform }) => platform);
  const idsOf = (...kinds: string[]) =>
    all.filter(({ oauth }) => kinds.includes(oauth.refreshing)).map(({ id }) => id);
  return { none: idsOf('none'), byRefreshToken: idsOf('reusable', 'rotating') };
}

async function untilNone(work: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let round = 0; round < batchesAtOnce; round += 1) {
    const done = await work();
    if (done === 0) break;
    total += done;
  }
  return total;
}
