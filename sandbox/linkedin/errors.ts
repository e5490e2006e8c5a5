import type { Call } from '../social/platform.ts';
import { rfc6749, type Reason, type Refused } from '../social/refused.ts';
import { RestRefused } from './refusal.ts';

interface ApiError {
  status: number;
  serviceErrorCode?: number;
  code?: string;
  message?: string;
}

/** learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling; the numbers are seen, and unconfirmed. */
const errors: Partial<Record<Reason, ApiError>> = {
  missing_token: {
    status: 401,
    serviceErrorCode: 65604,
    code: 'EMPTY_ACCESS_TOKEN',
    message: 'Empty oauth2 access token',
  },
  unknown_token: {
    status: 401,
    serviceErrorCode: 65600,
    code: 'INVALID_ACCESS_TOKEN',
    message: 'Invalid access token',
  },
  expired_token: {
    status: 401,
    serviceErrorCode: 65602,
    code: 'EXPIRED_ACCESS_TOKEN',
    message: 'The token used in the request has expired',
  },
  revoked_token: {
    status: 401,
    serviceErrorCode: 65601,
    code: 'REVOKED_ACCESS_TOKEN',
    message: 'The token used in the request has been revoked by the user',
  },
  missing_scope: {
    status: 403,
    serviceErrorCode: 100,
    code: 'ACCESS_DENIED',
    message: 'Not enough permissions to access the requested resource',
  },
  not_found: { status: 404, code: 'RESOURCE_NOT_FOUND', message: 'No virtual resource found' },
  // What the sandbox refuses of every request: a version that is missing, or ended.
  bad_request: { status: 400, code: 'VERSION_MISSING' },
  forbidden: { status: 426, code: 'NONEXISTENT_VERSION' },
  rate_limited: {
    status: 429,
    serviceErrorCode: 101,
    code: 'TOO_MANY_REQUESTS',
    message: 'Resource level throttle MEMBER DAY limit for calls to this resource is reached.',
  },
  server_error: { status: 500, message: 'Internal Server Error' },
  unavailable: { status: 503, message: 'Service Unavailable' },
};

/** There is no Retry-After: quotas begin again at midnight UTC. */
export function refuse({ ctx }: Call, refused: Refused): void {
  if (refused instanceof RestRefused) {
    ctx.status = refused.error.status;
    ctx.body = refused.error;
    return;
  }
  const { reason, message: detail } = refused;
  const {
    status,
    message = detail,
    ...rest
  }: ApiError = errors[reason] ?? { status: 400, code: 'ILLEGAL_ARGUMENT' };
  ctx.status = status;
  ctx.body = { ...rest, message, status };
}

/** learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow: the words for codes are unconfirmed. */
const descriptions: Partial<Record<Reason, string>> = {
  unknown_client: 'The passed in client_id is invalid',
  wrong_secret: 'Client authentication failed',
  missing_client_authentication: 'A required parameter "client_secret" is missing',
  unknown_code:
    'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists',
};

/** The flat error of the token endpoint. */
export function refuseOAuth(call: Call, refused: Refused): void {
  const { status, error } = rfc6749(refused);
  const ofCode = ['unknown_code', 'used_code', 'expired_code', 'wrong_redirect_uri'].includes(refused.reason);
  call.ctx.status = status;
  call.ctx.body = {
    // What is wrong with a code is an invalid request to LinkedIn.
    error: ofCode ? 'invalid_request' : error,
    error_description: descriptions[ofCode ? 'unknown_code' : refused.reason] ?? refused.message,
  };
}
