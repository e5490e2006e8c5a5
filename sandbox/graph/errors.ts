import { randomBytes } from 'node:crypto';
import { tokenOfCall } from '../social/bearer.ts';
import type { Call } from '../social/platform.ts';
import type { Reason, Refused } from '../social/refused.ts';
import { findToken, type Token } from '../social/tokens.ts';
import { GraphRefused, type GraphError } from './refusal.ts';
import { usageHeader } from './usage.ts';

const expired = { code: 190, subcode: 463, message: 'Error validating access token: Session has expired.' };
const invalidated = {
  code: 190,
  subcode: 460,
  message:
    'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
};

const errors: Partial<Record<Reason, GraphError>> = {
  missing_token: { code: 104, message: 'An access token is required to request this resource.' },
  unknown_token: { code: 190 },
  expired_token: expired,
  revoked_token: invalidated,
  expired_refresh_token: expired,
  revoked_refresh_token: invalidated,
  missing_scope: { status: 403, code: 10 },
  forbidden: { status: 403, code: 200 },
  not_found: { code: 100, subcode: 33, type: 'GraphMethodException' },
  bad_request: { code: 2500 },
  server_error: { status: 500, code: 1, message: 'An unknown error has occurred.' },
  unavailable: {
    ...{ status: 503, code: 2, transient: true },
    message: 'An unexpected error has occurred. Please retry your request later.',
  },
  unknown_client: {
    code: 101,
    message: 'Error validating application. Cannot get application info due to a system error.',
  },
  missing_client_authentication: { code: 101, message: 'Missing client_id parameter.' },
  // Meta says this with the code of an unknown error.
  wrong_secret: { code: 1, message: 'Error validating client secret.' },
  unknown_code: { code: 100, message: 'Invalid verification code format.' },
  expired_code: { code: 100, subcode: 36007, message: 'This authorization code has expired.' },
  used_code: { code: 100, subcode: 36009, message: 'This authorization code has been used.' },
  wrong_redirect_uri: {
    ...{ code: 100, subcode: 36008 },
    message:
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
  },
};

/** Codes that stand before the message in parentheses. */
const numbered = new Set([4, 10, 17, 32, 100, 200, 613]);
const appLimit: GraphError = {
  ...{ status: 403, code: 4, transient: true },
  message: 'Application request limit reached',
};

/**
 * Answers a refusal in the envelope of the Graph APIs. `accountLimit` is the code of an account's own limit; a call
 * without an account meets the app's.
 */
export const refuseGraph =
  (business: string, accountLimit: (token: Token) => number) =>
  (call: Call, refused: Refused): void => {
    const { ctx } = call;
    const error = refused instanceof GraphRefused ? refused.error : errorOf(call, refused, accountLimit);
    const { status = 400, code, subcode, type = 'OAuthException', message = refused.message } = error;
    if (refused.reason === 'rate_limited') {
      const token = tokenOf(call);
      const id = token?.subject ?? token?.grant.accountId ?? '0';
      ctx.set(usageHeader({ id, type: business, percent: 100, waitSeconds: refused.retryAfterSeconds }));
    }
    ctx.status = status;
    ctx.body = {
      error: {
        message: numbered.has(code) && subcode === undefined ? `(#${code}) ${message}` : message,
        ...{ type, code },
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(error.transient && { is_transient: true }),
        ...(error.title && { error_user_title: error.title, error_user_msg: message }),
        ...(error.data && { error_data: error.data }),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    };
  };

function errorOf(call: Call, { reason }: Refused, accountLimit: (token: Token) => number): GraphError {
  if (reason !== 'rate_limited') return errors[reason] ?? { code: 100 };
  const token = tokenOf(call);
  if (!token) return appLimit;
  return {
    code: accountLimit(token),
    message: 'There have been too many calls to this account. Wait a bit and try again.',
  };
}

function tokenOf(call: Call): Token | null {
  const text = tokenOfCall(call);
  return text === null ? null : findToken(call.store, call.platform.name, text);
}
