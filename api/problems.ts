import { STATUS_CODES } from 'node:http';
import type { Problem } from '../contracts/problem.ts';
import { Refusal, type RefusalExtra, type RefusalKind } from '../contracts/refusal.ts';
import { isDatabaseLost } from '../db/failures.ts';
import { isV1, type Locale } from './locale.ts';
import { isMessageCode, say } from './messages/index.ts';
import { InvalidRequest } from './validation.ts';

const statuses: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  too_many: 429,
  unavailable: 503,
};

/** Whatever was thrown, as a refusal: our own stays; a lost database is 503; anything else is null, our mistake. */
export function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (isDatabaseLost(error))
    return new Refusal('unavailable', 'database_unavailable', { retryAfterSeconds: 5 });
  if (error instanceof URIError) return new Refusal('invalid', 'malformed_address');
  return null;
}

/** The answer to a refusal: RFC 9457 with the members of all five specifications, in the caller's language. */
export function problemOf(
  refusal: Refusal | null,
  { locale, path, requestId }: { locale: Locale; path: string; requestId: string },
): Problem {
  const status = refusal ? statusOf(refusal, path) : 500;
  const code = refusal?.code ?? 'internal_error';
  const detail = isMessageCode(code) ? say(locale, code, refusal?.extra.parameters) : code;
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance: path,
    code,
    timestamp: new Date().toISOString(),
    error: detail,
    details: refusal instanceof InvalidRequest ? refusal.texts : textsOf(refusal?.extra ?? {}, locale),
    request_id: requestId,
  };
}

/** commerce-api-v1 answers 422 where the others answer 400: when a field is wrong. */
const statusOf = ({ kind, code }: Refusal, path: string) =>
  code === 'invalid_request' && isV1(path) ? 422 : statuses[kind];

function textsOf({ fields = {}, parameters }: RefusalExtra, locale: Locale): Record<string, string[]> {
  const text = (code: string) => (isMessageCode(code) ? say(locale, code, parameters) : code);
  return Object.fromEntries(Object.entries(fields).map(([field, codes]) => [field, codes.map(text)]));
}
