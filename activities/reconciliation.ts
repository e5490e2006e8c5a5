import { resumeOverlooked } from '../commands/posts/resumeOverlooked.ts';
import { forgetExpiredRows, promiseAgain } from '../commands/reconcile.ts';

export const createReconciliationActivities = () => ({
  /** Promises again what rows say is unfinished; returns how many pieces of work. */
  async promiseUnfinishedWork(): Promise<number> {
    return (await promiseAgain()) + (await resumeOverlooked());
  },

  /** Deletes rows whose time is over: idempotency keys, sessions that ended long ago. */
  forgetExpired(): Promise<void> {
    return forgetExpiredRows();
  },
});
