import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { ApplicationFailure } from '@temporalio/common';
import {
  ModelAnswerLost,
  ModelMisconfigured,
  ModelRateLimited,
  ModelRefused,
  ModelUnavailable,
} from '../ai/errors.ts';
import { isBadInput } from '../db/failures.ts';
import { MailRejected, MailUnavailable } from '../mail/errors.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../platforms/errors.ts';
import { ScheduleRefused } from './recurring/planSchedules.ts';

/** Plain errors of the rooms below, which know no Temporal, and whether repeating the call can help. */
const kinds = [
  { kind: ModelRefused, nonRetryable: true },
  { kind: ModelMisconfigured, nonRetryable: true },
  { kind: ModelRateLimited, nonRetryable: false },
  { kind: ModelUnavailable, nonRetryable: false },
  { kind: ModelAnswerLost, nonRetryable: false },
  { kind: MailRejected, nonRetryable: true },
  { kind: MailUnavailable, nonRetryable: false },
  { kind: Rejected, nonRetryable: true },
  { kind: NeedsReauthorization, nonRetryable: true },
  { kind: RateLimited, nonRetryable: false },
  { kind: Unavailable, nonRetryable: false },
  { kind: ScheduleRefused, nonRetryable: true },
];

/** Turns those errors into Temporal's failures, in one place: their class becomes the type, a told wait the delay. */
export class FailureInterceptor implements ActivityInboundCallsInterceptor {
  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      throw asFailure(error);
    }
  }
}

/** The failure that Temporal shall see; anything unknown stays as it is, and is retried. */
function asFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const known = isBadInput(error) ? { nonRetryable: true } : kinds.find(({ kind }) => error instanceof kind);
  if (!known) return error;
  const wait = error instanceof ModelRateLimited || error instanceof RateLimited ? error.retryAfterMs : null;
  return ApplicationFailure.create({
    type: error.name,
    message: error.message,
    nonRetryable: known.nonRetryable,
    ...(wait !== null && { nextRetryDelay: wait }),
  });
}
