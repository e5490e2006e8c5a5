import { randomBytes } from 'node:crypto';
import type { Call } from '../social/platform.ts';
import { Refused, rfc6749, type Reason } from '../social/refused.ts';

/** The id by which TikTok's support finds a request; in every answer and its header. */
export const logIdOf = ({ ctx, now }: Call): string => {
  const known = ctx.response.get('x-tt-logid');
  if (known) return known;
  const time = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return time + randomBytes(9).toString('hex').toUpperCase();
};

interface ApiError {
  status: number;
  code: string;
  message?: string;
}

const tokenError = {
  status: 401,
  code: 'access_token_invalid',
  message: 'The access token is invalid or not found in the request.',
};

/** https://developers.tiktok.com/doc/tiktok-api-v2-error-handling */
const apiErrors: Partial<Record<Reason, ApiError>> = {
  missing_token: tokenError,
  unknown_token: tokenError,
  expired_token: tokenError,
  revoked_token: tokenError,
  missing_scope: {
    status: 401,
    code: 'scope_not_authorized',
    message:
      'The user did not authorize the scope required for completing this request. Please ask the user to authorize and then retry.',
  },
  not_found: { status: 404, code: 'invalid_params' },
  rate_limited: {
    status: 429,
    code: 'rate_limit_exceeded',
    message: 'The API rate limit was exceeded. Please try again later.',
  },
  server_error: { status: 500, code: 'internal_error', message: 'Internal error. Please try again later.' },
  unavailable: { status: 503, code: 'internal_error', message: 'The service is temporarily unavailable.' },
};

/** A refusal with a status and code of its own. */
export class TikTokRefused extends Refused {
  readonly error: Required<ApiError>;

  constructor(status: number, code: string, message: string) {
    super('invalid_parameter', message);
    this.error = { status, code, message };
  }
}

/** The envelope of the API, without data. */
export function refuse(call: Call, refused: Refused): void {
  const { reason, message: detail } = refused;
  const {
    status,
    code,
    message = detail,
  }: ApiError = refused instanceof TikTokRefused
    ? refused.error
    : (apiErrors[reason] ?? { status: 400, code: 'invalid_params' });
  call.ctx.status = status;
  call.ctx.body = { data: {}, error: { code, message, log_id: logIdOf(call) } };
}

/** Descriptions where TikTok's are known; they carry a log_id: https://developers.tiktok.com/doc/oauth-error-handling */
const descriptions: Partial<Record<Reason, string>> = {
  missing_parameter: 'The request parameters are malformed.',
  wrong_content_type: 'Only `application/x-www-form-urlencoded` is accepted as Content-Type.',
  unknown_client: 'Client key or secret is incorrect.',
  wrong_secret: 'Client key or secret is incorrect.',
  missing_client_authentication: 'Client key or secret is missing.',
  unknown_code: 'Authorization code is invalid.',
  used_code: 'Authorization code is expired.',
  expired_code: 'Authorization code is expired.',
  wrong_redirect_uri: 'Redirect_uri is not matched with the uri when requesting code.',
  wrong_verifier: 'Code verifier or code challenge is invalid.',
  unknown_refresh_token: 'Refresh token is invalid or expired.',
  expired_refresh_token: 'Refresh token is invalid or expired.',
  used_refresh_token: 'Refresh token is invalid or expired.',
  revoked_refresh_token: 'Refresh token is invalid or expired.',
};

/** The flat error of the token endpoint. The statuses are those of RFC 6749; TikTok does not publish its own. */
export function refuseOAuth(call: Call, refused: Refused): void {
  // An upload has no words: https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
  if (refused instanceof TikTokRefused) {
    call.ctx.status = refused.error.status;
    call.ctx.body = refused.error.message;
    return;
  }
  const { status, error } = rfc6749(refused);
  call.ctx.status = status;
  call.ctx.body = {
    // A wrong verifier is a malformed request to TikTok.
    error: refused.reason === 'wrong_verifier' ? 'invalid_request' : error,
    error_description: descriptions[refused.reason] ?? refused.message,
    log_id: logIdOf(call),
  };
}
