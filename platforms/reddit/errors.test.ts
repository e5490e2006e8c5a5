import { expect, test } from '@jest/globals';
import type { PlatformAnswer } from '../http.ts';
import { classify } from './errors.ts';

const answer = (status: number, json: unknown, headers: Record<string, string> = {}): PlatformAnswer => ({
  ...{ status, json, headers, text: JSON.stringify(json), retryAfterMs: null },
});

const bearer = (error: string) => ({ 'www-authenticate': `Bearer realm="reddit", error="${error}"` });
const plain = (error: number) => ({ message: 'x', error });

test.each([
  [401, plain(401), {}, 'NeedsReauthorization'],
  [401, plain(401), bearer('invalid_token'), 'NeedsReauthorization'],
  [403, plain(403), bearer('insufficient_scope'), 'PermissionMissing'],
  [401, plain(401), { 'www-authenticate': 'Basic realm="reddit"' }, 'Rejected'],
  // A community that is closed to this account.
  [403, plain(403), {}, 'Rejected'],
  [400, plain(400), {}, 'Rejected'],
  [200, { error: 'invalid_grant' }, {}, 'Rejected'],
  [503, undefined, {}, 'Unavailable'],
] as [number, unknown, Record<string, string>, string][])('%i %j %j is %s', (status, json, headers, name) => {
  expect(classify(answer(status, json, headers))).toMatchObject({ name });
});

test('a form is refused with 200, by the code of its first error', () => {
  const errors = (...list: string[][]) => answer(200, { json: { errors: list } });
  expect(classify(errors(['SUBREDDIT_NOEXIST', 'that community does not exist', 'sr']))).toMatchObject({
    ...{ name: 'Rejected', code: 'SUBREDDIT_NOEXIST' },
  });
  expect(classify(errors(['RATELIMIT', 'take a break', 'ratelimit']))).toMatchObject({ name: 'RateLimited' });
  expect(classify(errors(['USER_REQUIRED', 'please log in', '']))).toMatchObject({
    name: 'NeedsReauthorization',
  });
  expect(classify(errors())).toBeNull();
});

test('who posts too often may again after the seconds that the form’s answer says', () => {
  const json = { errors: [['RATELIMIT', 'Take a break for 9 minutes.', 'ratelimit']], ratelimit: 540.5 };
  expect(classify(answer(200, { json }, { 'x-ratelimit-reset': '41' }))).toMatchObject({
    ...{ name: 'RateLimited', retryAfterMs: 540_500 },
  });
});

test('a window ends after the seconds that Reddit says', () => {
  const headers = { 'x-ratelimit-reset': '41' };
  expect(classify(answer(429, plain(429), headers))).toMatchObject({
    name: 'RateLimited',
    retryAfterMs: 41_000,
  });
});
