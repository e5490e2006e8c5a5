/** Why an OAuth request is refused. Every platform has its own words and statuses for each. */
type OAuthReason =
  | 'missing_parameter'
  | 'wrong_content_type'
  | 'unknown_client'
  | 'missing_client_authentication'
  | 'wrong_secret'
  | 'unregistered_redirect_uri'
  | 'unsupported_response_type'
  | 'unknown_scope'
  | 'wrong_challenge'
  | 'unsupported_grant_type'
  | 'unknown_code'
  | 'expired_code'
  | 'used_code'
  | 'wrong_redirect_uri'
  | 'wrong_verifier'
  | 'unknown_refresh_token'
  | 'expired_refresh_token'
  | 'used_refresh_token'
  | 'revoked_refresh_token';

/** Why an API call is refused. */
type ApiReason =
  | 'missing_token'
  | 'unknown_token'
  | 'expired_token'
  | 'revoked_token'
  | 'missing_scope'
  | 'invalid_parameter'
  | 'forbidden'
  | 'not_found'
  /** The platform's rule for every request, such as Reddit's User-Agent. */
  | 'bad_request';

/** What may befall any call. */
type AnyReason = 'rate_limited' | 'server_error' | 'unavailable';

export type Reason = OAuthReason | ApiReason | AnyReason;

/** Thrown wherever the real platform would refuse; the platform's own function turns it into an answer. */
export class Refused extends Error {
  readonly reason: Reason;
  /** rate_limited: when to come again. */
  readonly retryAfterSeconds: number;

  constructor(reason: Reason, message: string, retryAfterSeconds = 60) {
    super(message);
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const invalidClient = { status: 401, error: 'invalid_client' };
const invalidGrant = { status: 400, error: 'invalid_grant' };
const rfcErrors: Partial<Record<Reason, { status: number; error: string }>> = {
  unknown_client: invalidClient,
  missing_client_authentication: invalidClient,
  wrong_secret: invalidClient,
  unsupported_response_type: { status: 400, error: 'unsupported_response_type' },
  unsupported_grant_type: { status: 400, error: 'unsupported_grant_type' },
  unknown_scope: { status: 400, error: 'invalid_scope' },
  unknown_code: invalidGrant,
  expired_code: invalidGrant,
  used_code: invalidGrant,
  wrong_redirect_uri: invalidGrant,
  wrong_verifier: invalidGrant,
  unknown_refresh_token: invalidGrant,
  expired_refresh_token: invalidGrant,
  used_refresh_token: invalidGrant,
  revoked_refresh_token: invalidGrant,
  rate_limited: { status: 429, error: 'temporarily_unavailable' },
  unavailable: { status: 503, error: 'temporarily_unavailable' },
  server_error: { status: 500, error: 'server_error' },
};

/** The error code and status of RFC 6749 (sections 4.1.2.1 and 5.2) for a reason. */
export const rfc6749 = ({ reason }: Refused): { status: number; error: string } =>
  rfcErrors[reason] ?? { status: 400, error: 'invalid_request' };
