import { expect, test } from '@jest/globals';
import type { PlatformAnswer } from '../http.ts';
import { classify } from './errors.ts';

const answer = (status: number, json: unknown, headers: Record<string, string> = {}): PlatformAnswer => ({
  ...{ status, json, headers, text: JSON.stringify(json), retryAfterMs: null },
});

const error = (code: number, reason: string, status?: string) => ({
  error: {
    code,
    message: '',
    errors: [{ message: '', domain: 'global', reason }],
    ...(status && { status }),
  },
});

test.each([
  [401, error(401, 'authError', 'UNAUTHENTICATED'), 'NeedsReauthorization'],
  [401, { error: { code: 401, status: 'UNAUTHENTICATED' } }, 'NeedsReauthorization'],
  [401, undefined, 'NeedsReauthorization'],
  [403, error(403, 'insufficientPermissions'), 'PermissionMissing'],
  // Who has no channel is not helped by consenting again.
  [401, error(401, 'youtubeSignupRequired'), 'Rejected'],
  [404, error(404, 'playlistNotFound'), 'Rejected'],
  [400, { error: 'invalid_grant', error_description: 'Bad Request' }, 'Rejected'],
  [401, { error: 'invalid_client' }, 'Rejected'],
  [403, error(403, 'userRateLimitExceeded'), 'RateLimited'],
  [429, error(429, 'rateLimitExceeded', 'RESOURCE_EXHAUSTED'), 'RateLimited'],
  [500, error(500, 'backendError'), 'Unavailable'],
])('%i %j is %s', (status, json, name) => {
  expect(classify(answer(status, json))).toMatchObject({ name });
});

test.each([
  ['Sun, 22 Nov 2026 10:00:00 GMT', 22],
  ['Wed, 22 Jul 2026 10:00:00 GMT', 21],
  // Midnight itself.
  ['Sun, 22 Nov 2026 08:00:00 GMT', 24],
])('the app’s quota begins again at midnight in California: at %s in %i hours', (date, hours) => {
  expect(classify(answer(403, error(403, 'quotaExceeded'), { date }))).toMatchObject({
    ...{ name: 'RateLimited', scope: 'app', retryAfterMs: hours * 3_600_000 },
  });
});
