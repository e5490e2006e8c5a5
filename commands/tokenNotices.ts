import { transaction } from '../db/connection.ts';
import { writeTokenNotices, type Refreshing } from '../db/tokenNotices.ts';
import { queueMail } from './queueMail.ts';

/** Persons told in one transaction. */
const batch = 100;

/**
 * Promises one mail to each person, of a bounded number, whose connections need them: a token ends within three days
 * and only a consent makes a new one, or a connection has stopped. Returns how many mails. Nobody is told twice of
 * the same token, however often this is tried.
 */
export function promiseTokenNotices(refreshing: Refreshing, now: Date): Promise<number> {
  return transaction(async () => {
    const batches = await writeTokenNotices(refreshing, now, batch);
    for (const { batchId, email, locale, needsYou } of batches) {
      const kind = needsYou ? 'connection_needs_you' : 'token_notice';
      await queueMail({ kind, subjectId: batchId, recipient: email, locale, projectId: null });
    }
    return batches.length;
  });
}
