import type { Context } from 'koa';

/** https://google.aip.dev/193: google.rpc.Status as JSON. */
export function refuse(
  ctx: Context,
  { code, status, message, details }: { code: number; status: string; message: string; details?: object[] },
): void {
  ctx.status = code;
  ctx.body = { error: { code, message, status, ...(details && { details }) } };
}

/** Refuses the request itself; `field` is the path of a field that the API does not have. */
export function refuseArgument(ctx: Context, message: string, field?: string): void {
  const violation = { ...(field && { field }), description: message };
  const details =
    field === undefined
      ? undefined
      : [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [violation] }];
  refuse(ctx, { code: 400, status: 'INVALID_ARGUMENT', message, details });
}

export const refuseKey = (ctx: Context): void =>
  refuse(ctx, {
    code: 400,
    status: 'INVALID_ARGUMENT',
    message: 'API key not valid. Please pass a valid API key.',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
        metadata: { service: 'generativelanguage.googleapis.com' },
      },
    ],
  });
