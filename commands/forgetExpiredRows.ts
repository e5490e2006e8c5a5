import { rows } from '../db/query.ts';
import { forgetGivenTokens } from './forgetTokens.ts';

/** So that no deletion holds many locks, or is lost whole when it is cut off. */
const deletedAtOnce = 1000;

/**
 * Deletes what nobody can use any more: answers, consents, given tokens and files that nobody sent after a day, events after three, statuses of messages that nobody sent and uploaded films after a week, updates of
 * webhooks a month after they were read, sessions a month after their end.
 */
export async function forgetExpiredRows(): Promise<void> {
  await forgetGivenTokens();
  await deleteAll('idempotency_keys', 'scope, key', `created_at < now() - interval '24 hours'`);
  await deleteAll('oauth_states', 'state_hash', `expires_at < now() - interval '24 hours'`);
  await deleteAll('message_files', 'id', `message_id is null and created_at < now() - interval '1 day'`);
  await deleteAll('early_statuses', 'scope_id, external_id, state', `created_at < now() - interval '7 days'`);
  await deleteAll(
    'inbox_events',
    'id',
    `state in ('processed', 'ignored') and processed_at < now() - interval '30 days'`,
  );
  await deleteAll('videos', 'id', `created_at < now() - interval '7 days'`);
  await deleteAll('events', 'project_id, xid, kind, subject_id', `created_at < now() - interval '3 days'`);
  await deleteAll('sessions', 'id', `least(expires_at, revoked_at) < now() - interval '30 days'`);
}

/** Deletes the rows that meet `condition`, a thousand at a time. */
async function deleteAll(table: string, key: string, condition: string): Promise<void> {
  const statement = `delete from ${table} where (${key}) in (
      select ${key} from ${table} where ${condition} limit ${deletedAtOnce}) returning 1 as deleted`;
  while ((await rows(statement)).length === deletedAtOnce);
}
