import { APIConnectionError, APIError } from 'openai';
import { codeForMessage, connectionFailure } from '../callVendor.ts';
import { ModelMisconfigured, ModelRateLimited, ModelRefused, ModelUnavailable } from '../errors.ts';

/** https://platform.openai.com/docs/guides/error-codes; dall-e's successors say moderation_blocked. */
const refusals = ['moderation_blocked', 'content_policy_violation', 'content_filter'];
/** A 429 of an account that must be paid first: waiting does not help. */
const unpaid = ['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'];

/**
 * What an error of OpenAI's client means: by status and code, never by its text.
 * A 4xx that is none of the known ones is the operator's: the request is ours, and the same every time.
 */
export function classifyOpenAIError(error: unknown): Error {
  if (!(error instanceof APIError) || error instanceof APIConnectionError || error.status === undefined) {
    return connectionFailure('OpenAI', error);
  }
  const { status, headers } = error as APIError<number, Headers>;
  const code = codeForMessage(error.code) ?? codeForMessage(error.type);
  const answer = `OpenAI answered ${status}${code ? ` (${code})` : ''}`;

  if (refusals.includes(error.code ?? '')) return new ModelRefused(answer);
  if (unpaid.includes(error.code ?? '')) return new ModelMisconfigured(answer);
  if (status === 429) return new ModelRateLimited(answer, retryAfterMs(headers));
  if (status >= 500 || status === 408 || status === 409) return new ModelUnavailable(answer);
  return new ModelMisconfigured(answer);
}

/**
 * How long the answer's headers ask to wait, in ms: retry-after-ms, or Retry-After as seconds or an HTTP date
 * (RFC 9110, 10.2.3). null when they do not say.
 */
function retryAfterMs(headers: Headers | undefined): number | null {
  const milliseconds = headers?.get('retry-after-ms') ?? '';
  if (/^\d+(\.\d+)?$/.test(milliseconds)) return Math.ceil(Number(milliseconds));
  const value = headers?.get('retry-after') ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
