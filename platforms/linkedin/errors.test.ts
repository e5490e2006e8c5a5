import { expect, test } from '@jest/globals';
import type { PlatformAnswer } from '../http.ts';
import { classify } from './errors.ts';

const answer = (status: number, json: unknown, headers: Record<string, string> = {}): PlatformAnswer => ({
  ...{ status, json, headers, text: JSON.stringify(json), retryAfterMs: null },
});

test.each([
  [401, { serviceErrorCode: 65601, status: 401 }, 'NeedsReauthorization'],
  [403, { serviceErrorCode: 100, code: 'ACCESS_DENIED', status: 403 }, 'PermissionMissing'],
  // A page of what stands before it.
  [403, undefined, 'Rejected'],
  [401, { error: 'invalid_client' }, 'Rejected'],
  [400, { error: 'invalid_request' }, 'Rejected'],
  [426, { code: 'NONEXISTENT_VERSION', status: 426 }, 'Rejected'],
  [422, { message: 'unrecognized field found but not allowed', status: 422 }, 'Rejected'],
  [500, undefined, 'Unavailable'],
])('%i %j is %s', (status, json, name) => {
  expect(classify(answer(status, json))).toMatchObject({ name });
});

test.each([
  [{ serviceErrorCode: 65601 }, 'withdrawn'],
  [{ serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN' }, 'expired'],
  [{ serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' }, null],
])('a token that ended, %j: %s', (json, end) => {
  expect(classify(answer(401, json))).toMatchObject({ end });
});

test('a duplicate names the post that is there already', () => {
  const message =
    'com.linkedin.content.common.exception: Content is a duplicate of urn:li:share:7141138937766391808';
  expect(classify(answer(422, { message, status: 422 }))).toMatchObject({
    ...{ name: 'Rejected', code: 'duplicate', postId: 'urn:li:share:7141138937766391808' },
  });
});

test('a quota begins again at midnight UTC', () => {
  const headers = { date: 'Sun, 22 Nov 2026 21:30:00 GMT' };
  expect(classify(answer(429, { serviceErrorCode: 101 }, headers))).toMatchObject({
    ...{ name: 'RateLimited', retryAfterMs: 2.5 * 3_600_000 },
  });
});
