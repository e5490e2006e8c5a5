import { rows } from '../db/query.ts';

/** A day, less the time until somebody looks. */
const keptFor = `interval '20 hours'`;

/**
 * Deletes tokens that came with a request and still wait for a person's verdict, or for work that never ended: none is
 * kept for more than a day.
 */
export async function forgetGivenTokens(): Promise<void> {
  await rows(
    `update publications set token_encrypted = null
     where token_encrypted is not null and state_since < now() - ${keptFor} returning 1 as forgotten`,
  );
  await rows(
    `update comment_replies set token_encrypted = null
     where token_encrypted is not null and created_at < now() - ${keptFor} returning 1 as forgotten`,
  );
  await rows(
    `update send_batches set token_encrypted = null
     where token_encrypted is not null and created_at < now() - ${keptFor} returning 1 as forgotten`,
  );
}

/** Deletes what a consent kept sealed whose time is over: nothing takes it any more. That it expired is still known. */
export const forgetConsentSecrets = () =>
  rows(
    `update oauth_states set accounts_encrypted = null, code_encrypted = null, code_verifier_encrypted = null
     where expires_at < now() and num_nonnulls(accounts_encrypted, code_encrypted, code_verifier_encrypted) > 0
     returning 1 as forgotten`,
  );
