import { describe, expect, test } from '@jest/globals';
import { RateLimited } from './errors.ts';
import type { PlatformAnswer } from './http.ts';
import { holdOf } from './usage.ts';

const now = new Date('2026-11-22T10:00:00Z');
const answer = (headers: Record<string, string>): PlatformAnswer => ({
  status: 200,
  headers,
  json: {},
  text: '{}',
  retryAfterMs: null,
});
const secondsOf = (headers: Record<string, string>, failure: RateLimited | null = null) => {
  const hold = holdOf(answer(headers), failure, now);
  return hold && (hold.until.getTime() - now.getTime()) / 1000;
};

describe('calls are held back', () => {
  test('for as long as a 429 says, of the account or of the whole app', () => {
    expect(secondsOf({}, new RateLimited('', 90_000))).toBe(90);
    expect(secondsOf({}, new RateLimited('', 90_000, 'recipient'))).toBeNull();
    expect(holdOf(answer({}), new RateLimited('', 90_000, 'app'), now)).toMatchObject({ scope: 'app' });
  });

  test('for a minute when a 429 says nothing, or what its other headers say', () => {
    expect(secondsOf({}, new RateLimited('', null))).toBe(60);
    const headers = { 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': '300' };
    expect(secondsOf(headers, new RateLimited('', null))).toBe(300);
  });

  test.each([
    [{ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(now.getTime() / 1000 + 120) }, 120],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '45' }, 45],
    [{ 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '45' }, null],
    [{ 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '45' }, null],
    [{ 'x-business-use-case-usage': '{"1784":[{"estimated_time_to_regain_access":7}]}' }, 420],
    [{ 'x-business-use-case-usage': '{"1784":[{"estimated_time_to_regain_access":0}]}' }, null],
    [{ 'x-business-use-case-usage': 'nonsense' }, null],
    [{}, null],
  ])('by what the headers of a success say: %j', (headers, seconds) => {
    expect(secondsOf(headers as Record<string, string>)).toBe(seconds);
  });

  test('for a day at most', () => {
    expect(secondsOf({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '999999999' })).toBe(86_400);
  });
});
