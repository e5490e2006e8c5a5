import { transaction } from '../../db/connection.ts';
import { writeTokenNotices } from '../../db/tokenNotices.ts';
import { queueMail } from './queueMail.ts';

/** Persons told in one transaction. */
const batch = 100;

/**
 * Promises one mail to each person, of a bounded number, whose connections need them: a token ends within three days
 * and nothing renews it, or has for days, or a connection has stopped. `byRefreshToken` names the platforms whose tokens
 * a refresh token renews. Returns how many mails. Nobody is told twice of
 * the same token, however often this is tried.
 */
export function promiseTokenNotices(byRefreshToken: string[], now: Date): Promise<number> {
  return transaction(async () => {
    const batches = await writeTokenNotices(byRefreshToken, now, batch);
    for (const { batchId, email, locale, needsYou } of batches) {
      const kind = needsYou ? 'connection_needs_you' : 'token_notice';
      await queueMail({ kind, subjectId: batchId, recipient: email, locale, projectId: null });
    }
    return batches.length;
  });
}
