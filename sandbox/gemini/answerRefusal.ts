import type { RouterContext } from '@koa/router';
import type { Fault, Refusal } from '../faults.ts';
import { refuse, refuseKey } from './errors.ts';

/** What the API answers when it fails or refuses for a reason of its own. */
export function answerRefusal(
  ctx: RouterContext,
  refusal: Refusal,
  { retryAfterSeconds = 2 }: Fault,
  { model }: { model: string },
): void {
  switch (refusal) {
    case 'bad_key':
      return refuseKey(ctx);
    case 'unavailable': {
      const message = 'The model is overloaded. Please try again later.';
      return refuse(ctx, { code: 503, status: 'UNAVAILABLE', message });
    }
    case 'server_error': {
      const message = 'An internal error has occurred. Please retry.';
      return refuse(ctx, { code: 500, status: 'INTERNAL', message });
    }
    case 'rate_limited': {
      const retry = {
        '@type': 'type.googleapis.com/google.rpc.RetryInfo',
        retryDelay: `${retryAfterSeconds}s`,
      };
      const message = 'You exceeded your current quota, please check your plan and billing details.';
      return refuse(ctx, { code: 429, status: 'RESOURCE_EXHAUSTED', message, details: [retry] });
    }
    case 'refuse':
      // A refusal by policy is no error here: an answer without candidates.
      ctx.body = {
        promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
        usageMetadata: { promptTokenCount: 0, totalTokenCount: 0 },
        modelVersion: model,
      };
  }
}
