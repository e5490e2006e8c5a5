import type { Context } from 'koa';
import type { Refusal } from '../faults.ts';

/** https://platform.openai.com/docs/guides/error-codes: the body of every refusal. */
interface OpenAIError {
  message: string;
  type: string;
  param: string | null;
  code: string | null;
}

export function refuse(ctx: Context, status: number, error: OpenAIError): void {
  ctx.status = status;
  ctx.body = { error };
}

/** Refuses a parameter. */
export function refuseParameter(
  ctx: Context,
  { message, param, code }: { message: string; param: string | null; code: string | null },
): void {
  refuse(ctx, 400, { message, type: 'invalid_request_error', param, code });
}

/** What the API answers when it fails or refuses for a reason of its own. */
export const refusalAnswers: Record<Refusal, { status: number; error: OpenAIError }> = {
  rate_limited: {
    status: 429,
    error: {
      message: 'Rate limit reached for images per minute.',
      type: 'rate_limit_error',
      param: null,
      code: 'rate_limit_exceeded',
    },
  },
  server_error: {
    status: 500,
    error: {
      message: 'The server had an error while processing your request.',
      type: 'server_error',
      param: null,
      code: null,
    },
  },
  unavailable: {
    status: 503,
    error: {
      message: 'The engine is currently overloaded, please try again later.',
      type: 'server_error',
      param: null,
      code: null,
    },
  },
  refuse: {
    status: 400,
    error: {
      message: 'Your request was rejected by the safety system.',
      type: 'image_generation_user_error',
      param: null,
      code: 'moderation_blocked',
    },
  },
  bad_key: {
    status: 401,
    error: {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_api_key',
    },
  },
};
