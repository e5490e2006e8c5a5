import type { Call } from '../social/platform.ts';
import { rfc6749, type Reason, type Refused } from '../social/refused.ts';

interface Problem {
  status: number;
  title: string;
  type?: string;
  detail?: string;
}

const problemType = (name: string) => `https://api.twitter.com/2/problems/${name}`;
const unauthorized = { status: 401, title: 'Unauthorized', detail: 'Unauthorized' };

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
const problems: Partial<Record<Reason, Problem>> = {
  missing_token: unauthorized,
  unknown_token: unauthorized,
  expired_token: unauthorized,
  revoked_token: unauthorized,
  // Unconfirmed: which type a missing scope has.
  missing_scope: { status: 403, title: 'Forbidden', type: problemType('not-authorized-for-resource') },
  // What a post may not be: a duplicate, a reply to nothing. The detail tells which.
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not Found Error', type: problemType('resource-not-found') },
  rate_limited: { status: 429, title: 'Too Many Requests', detail: 'Too Many Requests' },
  server_error: { status: 500, title: 'Internal Server Error' },
  unavailable: { status: 503, title: 'Service Unavailable', detail: 'Service Unavailable' },
};
const invalidRequest: Problem = {
  status: 400,
  title: 'Invalid Request',
  type: problemType('invalid-request'),
  detail: 'One or more parameters to your request was invalid.',
};

/** A problem as RFC 9457 has it; a wrong parameter is named in `errors`. */
export function refuse({ ctx, now }: Call, { reason, message, retryAfterSeconds }: Refused): void {
  const problem = problems[reason] ?? invalidRequest;
  const { status, title, type = 'about:blank', detail = message } = problem;
  if (reason === 'rate_limited') {
    const reset = Math.ceil(now / 1000) + retryAfterSeconds;
    ctx.set({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(reset) });
  }
  ctx.status = status;
  ctx.body = { ...(problem === invalidRequest && { errors: [{ message }] }), title, type, status, detail };
}

/** Seen in the answers of X's token endpoint; unconfirmed, as it publishes none. */
const descriptions: Partial<Record<Reason, string>> = {
  unknown_code: 'Value passed for the authorization code was invalid.',
  used_code: 'Value passed for the authorization code was invalid.',
  expired_code: 'Value passed for the authorization code was invalid.',
  wrong_redirect_uri: 'Value passed for the redirect uri did not match the uri of the authorization code.',
  wrong_verifier: 'Value passed for the code verifier did not match the code challenge.',
  unknown_refresh_token: 'Value passed for the token was invalid.',
  expired_refresh_token: 'Value passed for the token was invalid.',
  used_refresh_token: 'Value passed for the token was invalid.',
  revoked_refresh_token: 'Value passed for the token was invalid.',
};

/** The token endpoint: what is wrong with a code or a refresh token is an invalid request to X, not an invalid grant. */
export function refuseOAuth(call: Call, refused: Refused): void {
  const { reason } = refused;
  if (reason === 'server_error' || reason === 'unavailable' || reason === 'rate_limited') {
    return refuse(call, refused);
  }
  const { status, error } = rfc6749(refused);
  const missing = reason === 'missing_client_authentication';
  call.ctx.status = status;
  call.ctx.body = {
    error: missing ? 'unauthorized_client' : error === 'invalid_grant' ? 'invalid_request' : error,
    error_description: missing
      ? 'Missing valid authorization header'
      : (descriptions[reason] ?? refused.message),
  };
}
