import { expect, test } from '@jest/globals';
import type { PlatformAnswer } from '../http.ts';
import { classify } from './errors.ts';

const answer = (status: number, json: unknown, headers: Record<string, string> = {}): PlatformAnswer => ({
  ...{ status, json, headers, text: JSON.stringify(json), retryAfterMs: null },
});

const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
const problem = (name: string) => ({ type: `https://api.twitter.com/2/problems/${name}`, title: 'x' });

test.each([
  [401, { type: 'about:blank', title: 'Unauthorized' }, 'NeedsReauthorization'],
  [403, problem('not-authorized-for-resource'), 'PermissionMissing'],
  [403, problem('client-forbidden'), 'Rejected'],
  [403, { type: 'about:blank', title: 'Forbidden' }, 'Rejected'],
  [400, { error: 'invalid_request' }, 'Rejected'],
  [401, { error: 'unauthorized_client' }, 'Rejected'],
  [503, undefined, 'Unavailable'],
])('%i %j is %s', (status, json, name) => {
  expect(classify(answer(status, json))).toMatchObject({ name });
});

test('a post that X has already is told from what is forbidden otherwise', () => {
  const detail = 'You are not allowed to create a Tweet with duplicate content.';
  const refusal = { type: 'about:blank', title: 'Forbidden', status: 403, detail };
  expect(classify(answer(403, refusal))).toMatchObject({ code: 'duplicate', postId: null });
  expect(classify(answer(403, { ...refusal, detail: 'Forbidden' }))).not.toHaveProperty('postId');
});

test('a window ends when X says, by X’s own clock', () => {
  const headers = { date, 'x-rate-limit-reset': String(Date.parse(date) / 1000 + 90) };
  const limited = { name: 'RateLimited', retryAfterMs: 90_000 };
  expect(classify(answer(429, { title: 'Too Many Requests' }, headers))).toMatchObject({
    ...{ ...limited, scope: 'account' },
  });
  expect(classify(answer(429, problem('usage-capped'), headers))).toMatchObject({ ...limited, scope: 'app' });
  expect(classify(answer(403, problem('usage-capped')))).toMatchObject({ retryAfterMs: null, scope: 'app' });
});

test('a success is no failure', () => {
  expect(classify(answer(200, { data: {} }))).toBeNull();
});
