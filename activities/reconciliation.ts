import { forgetExpiredRows } from '../commands/forgetExpiredRows.ts';
import { forgetConsentSecrets } from '../commands/forgetTokens.ts';
import { resumeOverlooked } from '../commands/posts/resumeOverlooked.ts';
import { promiseAgain } from '../commands/reconcile.ts';
import type { Storage } from '../media/storage.ts';
import { sweepFiles } from './sweepFiles.ts';

/** Within the timeout of housekeeping, thirty seconds. */
const sweepWithinMs = 15_000;

export const createReconciliationActivities = ({ storage }: { storage: Storage }) => ({
  /**
   * Promises again what rows say is unfinished; returns how many pieces of work. Beside it deletes what must not be kept
   * for longer than the minutes it is for.
   */
  async promiseUnfinishedWork(): Promise<number> {
    const promised = (await promiseAgain()) + (await resumeOverlooked());
    await forgetConsentSecrets();
    return promised;
  },

  /** Deletes rows whose time is over, such as idempotency keys and sessions that ended long ago, and files of no use. */
  async forgetExpired(): Promise<void> {
    await forgetExpiredRows();
    await sweepFiles(storage, sweepWithinMs);
  },
});
