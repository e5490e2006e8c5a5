import { setTimeout as pause } from 'node:timers/promises';
import { log } from '@temporalio/activity';

const shortestWaitMs = 200;
const longestWaitMs = 5_000;

/**
 * Writes down what only this process knows, again and again while the database is away: another attempt could only ask
 * the platform. @throws the signal's reason once it is aborted.
 */
export async function untilWritten(write: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let wait = shortestWaitMs; ; wait = Math.min(longestWaitMs, wait * 2)) {
    try {
      await write();
      return;
    } catch (error) {
      log.warn('an outcome could not be written down yet', { error });
    }
    await pause(wait, undefined, { signal });
  }
}
