import type { Call } from '../social/platform.ts';
import { rfc6749, type Reason, type Refused } from '../social/refused.ts';
import { DataApiRefused } from './refusal.ts';

interface ApiError {
  code: number;
  reason: string;
  domain?: string;
  /** Google Cloud's word, which only its own layer adds. */
  status?: string;
  message?: string;
  location?: string;
}

const invalidCredentials: ApiError = {
  code: 401,
  reason: 'authError',
  status: 'UNAUTHENTICATED',
  message:
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  location: 'Authorization',
};

/** developers.google.com/youtube/v3/docs/errors and /docs/core_errors */
const errors: Partial<Record<Reason, ApiError>> = {
  missing_token: { ...invalidCredentials, reason: 'required', message: 'Login Required.' },
  unknown_token: invalidCredentials,
  expired_token: invalidCredentials,
  revoked_token: invalidCredentials,
  missing_scope: {
    code: 403,
    reason: 'insufficientPermissions',
    status: 'PERMISSION_DENIED',
    message: 'Request had insufficient authentication scopes.',
  },
  not_found: { code: 404, reason: 'playlistNotFound', domain: 'youtube.playlistItem' },
  rate_limited: {
    code: 403,
    reason: 'quotaExceeded',
    domain: 'youtube.quota',
    message:
      'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
  },
  server_error: { code: 500, reason: 'backendError', status: 'INTERNAL', message: 'Backend Error' },
  unavailable: {
    code: 503,
    reason: 'backendError',
    status: 'UNAVAILABLE',
    message: 'The service is currently unavailable.',
  },
};

export function refuse({ ctx }: Call, refused: Refused): void {
  if (refused instanceof DataApiRefused) {
    const { code, location, ...error } = refused.error;
    const place = location && { location, locationType: location === 'part' ? 'parameter' : 'other' };
    ctx.status = code;
    ctx.body = { error: { code, message: error.message, errors: [{ ...error, ...place }] } };
    return;
  }
  const { reason: why, message: detail } = refused;
  const fallback: ApiError = { code: 400, reason: 'badRequest', status: 'INVALID_ARGUMENT' };
  const { code, reason, domain = 'global', status, message = detail, location } = errors[why] ?? fallback;
  const place = location && { location, locationType: 'header' };
  ctx.status = code;
  ctx.body = {
    error: { code, message, errors: [{ message, domain, reason, ...place }], ...(status && { status }) },
  };
}

/** Seen in the answers of Google's OAuth server: developers.google.com/identity/protocols/oauth2/web-server#errors */
const descriptions: Partial<Record<Reason, string>> = {
  unknown_client: 'The OAuth client was not found.',
  wrong_secret: 'Unauthorized',
  unknown_code: 'Malformed auth code.',
  used_code: 'Bad Request',
  expired_code: 'Bad Request',
  wrong_redirect_uri: 'Bad Request',
  wrong_verifier: 'Invalid code verifier.',
  unknown_refresh_token: 'Bad Request',
  expired_refresh_token: 'Token has been expired or revoked.',
  revoked_refresh_token: 'Token has been expired or revoked.',
};

export function refuseOAuth(call: Call, refused: Refused): void {
  const { status, error } = rfc6749(refused);
  call.ctx.status = status;
  call.ctx.body = {
    error: refused.reason === 'wrong_redirect_uri' ? 'redirect_uri_mismatch' : error,
    error_description: descriptions[refused.reason] ?? refused.message,
  };
}
