import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import type { FailureCode } from '../contracts/images.ts';

/** What a person is told, by the type of error that ended the model's activity: see activities/failures.ts. */
const codes: Record<string, FailureCode> = {
  ModelRefused: 'refused_by_policy',
  ModelMisconfigured: 'provider_rejected_key',
  ModelRateLimited: 'provider_unavailable',
  ModelUnavailable: 'provider_unavailable',
  ModelAnswerLost: 'provider_unavailable',
};

/** Why a generation failed, once its retries were used up. */
export function failureCodeOf(error: unknown): FailureCode {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return 'provider_unavailable';
  if (cause instanceof ApplicationFailure) return codes[cause.type ?? ''] ?? 'unexpected';
  return 'unexpected';
}
