import type { CommitOutcome } from '../../contracts/publishing.ts';
import {
  Duplicate,
  NeedsReauthorization,
  PermissionMissing,
  RateLimited,
  Rejected,
  StillProcessing,
  Unavailable,
  whyOf,
} from '../../platforms/errors.ts';
import type { AccountCall } from '../../platforms/credentials.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { Handle, PostContent, Publishing } from '../../platforms/publishing.ts';
import { endingAt } from '../../platforms/calls.ts';
import { holdAfter } from './postponement.ts';

/** After a platform could not be reached. */
const unreachableMs = 5_000;

/** An account of a platform that publishes. */
export interface PublishingAccount {
  platform: Platform & { publish: Publishing };
  call: AccountCall;
}

/**
 * Makes the one call of an epoch; no byte of it leaves after `notAfter`. Never throws: whatever a platform answers, or
 * does not answer, is an outcome.
 */
export async function commitOnce(
  { platform, call }: PublishingAccount,
  content: PostContent,
  handle: Handle,
  notAfter: Date,
): Promise<CommitOutcome> {
  try {
    const bounded = endingAt(call, notAfter);
    return { kind: 'accepted', ...(await platform.publish.commit(bounded, content, handle)) };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): CommitOutcome {
  const why = whyOf(error);
  if (error instanceof StillProcessing) return { kind: 'processing', handle: error.handle, ...why };
  if (error instanceof Duplicate) return { kind: 'duplicate', ...why };
  if (error instanceof Rejected) return { kind: 'refused', code: error.code, ...why };
  if (error instanceof NeedsReauthorization)
    return {
      kind: 'unauthorised',
      permissions: error instanceof PermissionMissing ? error.permissions : null,
      end: error.end,
      code: 'token_refused',
      ...why,
    };
  if (error instanceof RateLimited) {
    const { code, waitMs: retryAfterMs } = holdAfter(error);
    return { kind: 'notSent', code, retryAfterMs, ...why };
  }
  if (error instanceof Unavailable && error.outcome === 'not sent')
    return { kind: 'notSent', code: 'unreachable', retryAfterMs: unreachableMs, ...why };
  return { kind: 'silence', ...why };
}
