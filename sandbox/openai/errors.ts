import type { Context } from 'koa';

/** https://platform.openai.com/docs/guides/error-codes: the body of every refusal. */
export interface OpenAIError {
  message: string;
  type: string;
  param: string | null;
  code: string | null;
}

export function refuse(ctx: Context, status: number, error: OpenAIError): void {
  ctx.status = status;
  ctx.body = { error };
}
