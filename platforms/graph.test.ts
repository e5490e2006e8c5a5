import { describe, expect, test } from '@jest/globals';
import { NeedsReauthorization, PermissionMissing, RateLimited, Rejected, Unavailable } from './errors.ts';
import { classifyGraph } from './graph.ts';

const answer = (status: number, json: unknown, headers: Record<string, string> = {}) => ({
  ...{ status, json, headers, text: JSON.stringify(json), retryAfterMs: null },
});
const words = { en: 'do it', fr: 'le faire' };
const scopes = { pages_read_engagement: words, read_insights: words };
const failure = (status: number, error: object, headers?: Record<string, string>) =>
  classifyGraph(answer(status, { error: { message: 'with a token in it', ...error } }, headers), scopes);

describe('a Graph error is told by its codes', () => {
  test.each([
    [{ code: 190, error_subcode: 463 }, NeedsReauthorization],
    [{ code: 190, error_subcode: 460 }, NeedsReauthorization],
    [{ code: 102 }, NeedsReauthorization],
    [{ code: 10 }, PermissionMissing],
    [{ code: 200 }, PermissionMissing],
    [{ code: 4 }, RateLimited],
    [{ code: 17 }, RateLimited],
    [{ code: 32 }, RateLimited],
    [{ code: 613 }, RateLimited],
    [{ code: 80_002 }, RateLimited],
    [{ code: 131_056 }, RateLimited],
    [{ code: 2 }, Unavailable],
    [{ code: 100, is_transient: true }, Unavailable],
    [{ code: 100 }, Rejected],
    [{ code: 368 }, Rejected],
    // Somebody who blocked the business: it may be told as a permission that is missing, which it is not.
    [{ code: 200, error_subcode: 1545041 }, Rejected],
    [{ code: 10, error_subcode: 2018108 }, Rejected],
    [{ code: 551, error_subcode: 1545041 }, Rejected],
    // A wrong app secret.
    [{ code: 1 }, Rejected],
  ])('%j', (error, kind) => {
    expect(failure(400, error)).toBeInstanceOf(kind);
  });

  test.each([
    [458, 'withdrawn'],
    [460, 'withdrawn'],
    [463, 'expired'],
    [467, null],
    [undefined, null],
  ])('subcode %s of a session that is over: %s', (subcode, end) => {
    expect(failure(401, { code: 190, error_subcode: subcode })).toMatchObject({ end });
  });

  test('a missing permission is named where the answer names it, and nothing else of its text is', () => {
    const message =
      '(#200) Requires pages_read_engagement and read_insights, not pages_of_others, for the token EAAB_secret_token';
    expect(failure(403, { code: 200, message })).toMatchObject({
      permissions: ['pages_read_engagement', 'read_insights'],
    });
    expect(failure(403, { code: 10 })).toMatchObject({ permissions: [] });
  });

  test('code 1 passes when it comes as a server error', () => {
    expect(failure(500, { code: 1 })).toBeInstanceOf(Unavailable);
  });

  test('code 4 is the whole app’s limit, 131056 one recipient’s, the others an account’s; the header says how long', () => {
    const headers = {
      'x-business-use-case-usage': JSON.stringify({ 1: [{ estimated_time_to_regain_access: 7 }] }),
    };
    expect(failure(403, { code: 4 })).toMatchObject({ scope: 'app', retryAfterMs: null });
    expect(failure(400, { code: 131_056 })).toMatchObject({ scope: 'recipient' });
    expect(failure(400, { code: 80_002 }, headers)).toMatchObject({
      scope: 'account',
      retryAfterMs: 420_000,
    });
  });

  test('no failure repeats what the platform said', () => {
    expect(failure(400, { code: 100, error_subcode: 33 })?.message).toBe('Meta answered 400 (100/33)');
  });

  test('a success is none, and Instagram’s token endpoint has words of its own', () => {
    expect(classifyGraph(answer(200, { data: [] }), scopes)).toBeNull();
    const refused = { error_type: 'OAuthException', code: 400, error_message: 'Matching code was not found' };
    expect(classifyGraph(answer(400, refused), scopes)).toBeInstanceOf(Rejected);
  });
});
