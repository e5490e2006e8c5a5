import type { Call } from '../social/platform.ts';
import { rfc6749, type Reason, type Refused } from '../social/refused.ts';
import { FormRefused } from './refusal.ts';

interface ApiError {
  status: number;
  message: string;
  /** What the challenge of the header WWW-Authenticate says. */
  challenge?: string;
}

const unauthorized = { status: 401, message: 'Unauthorized', challenge: 'invalid_token' };

/** github.com/reddit-archive/reddit/wiki/OAuth2 and /wiki/API */
const errors: Partial<Record<Reason, ApiError>> = {
  missing_token: { ...unauthorized, challenge: 'invalid_request' },
  unknown_token: unauthorized,
  expired_token: unauthorized,
  revoked_token: unauthorized,
  missing_scope: { status: 403, message: 'Forbidden', challenge: 'insufficient_scope' },
  forbidden: { status: 403, message: 'Forbidden' },
  not_found: { status: 404, message: 'Not Found' },
  // A missing or common User-Agent.
  bad_request: { status: 429, message: 'Too Many Requests' },
  rate_limited: { status: 429, message: 'Too Many Requests' },
  server_error: { status: 500, message: 'Internal Server Error' },
  unavailable: { status: 503, message: 'Service Unavailable' },
};

export function refuse({ ctx }: Call, refused: Refused): void {
  if (refused instanceof FormRefused) {
    const { error, ratelimit } = refused;
    ctx.status = 200;
    ctx.body = { json: { ...(ratelimit !== null && { ratelimit }), errors: [error] } };
    return;
  }
  const { reason, retryAfterSeconds } = refused;
  const { status, message, challenge }: ApiError = errors[reason] ?? { status: 400, message: 'Bad Request' };
  if (challenge) ctx.set('www-authenticate', `Bearer realm="reddit", error="${challenge}"`);
  if (reason === 'rate_limited') {
    ctx.set({ 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': String(retryAfterSeconds) });
  }
  ctx.status = status;
  ctx.body = { message, error: status };
}

/** The token endpoint: 401 for a wrong app; what is wrong with the form is told with 200. */
export function refuseOAuth(call: Call, refused: Refused): void {
  const { ctx } = call;
  const { error } = rfc6749(refused);
  if (error === 'invalid_client') {
    ctx.set('www-authenticate', 'Basic realm="reddit"');
    ctx.status = 401;
    ctx.body = { message: 'Unauthorized', error: 401 };
  } else if (refused.reason.endsWith('_refresh_token')) {
    // Unconfirmed in its documents, seen in its answers.
    ctx.status = 400;
    ctx.body = { message: 'Bad Request', error: 400 };
  } else if (Object.hasOwn(errors, refused.reason)) {
    refuse(call, refused);
  } else {
    ctx.status = 200;
    ctx.body = { error };
  }
}
