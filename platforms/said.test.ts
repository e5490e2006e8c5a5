import { expect, test } from '@jest/globals';
import { Rejected, Unavailable, unreadable, whyOf } from './errors.ts';
import { answered, refusedLater } from './said.ts';

test('of an answer the status and the code are told, each once', () => {
  expect(answered('X', 403, 'duplicate')).toEqual({
    message: 'X answered 403 (duplicate)',
    answer: { kind: 'refused', status: 403, code: 'duplicate' },
  });
  const numbered = { kind: 'refused', status: 403, code: null };
  expect(answered('LinkedIn', 403, '403')).toEqual({ message: 'LinkedIn answered 403', answer: numbered });
  const ofForm = { kind: 'refused', status: null, code: 'SUBREDDIT_NOTALLOWED' };
  expect(answered('Reddit', 200, 'SUBREDDIT_NOTALLOWED').answer).toEqual(ofForm);
  expect(answered('Meta', 502).answer).toEqual({ kind: 'broken', status: 502, code: null });
});

test('of an answer that told only later of a refusal its code is told', () => {
  const failure = new Rejected(refusedLater('TikTok refused the post', 'spam_risk'), 'spam_risk');
  expect(whyOf(failure)).toEqual({
    detail: 'TikTok refused the post (spam_risk)',
    answer: { kind: 'refused', status: null, code: 'spam_risk' },
  });
});

test('a failure that follows from another keeps its answer, and no words of ours are one', () => {
  const refused = new Rejected(answered('Meta', 400, '24/2207006'), '24/2207006');
  expect(whyOf(new Unavailable(refused, 'unknown'))).toEqual(whyOf(refused));
  for (const error of [new Unavailable('X is not configured', 'not sent'), new Error('answered 403 (x)')])
    expect(whyOf(error)).toEqual({ detail: error.message, answer: null });
});

test('an answer that could not be read is told as such', () => {
  const answer = { kind: 'unreadable', status: null, code: null };
  expect(whyOf(unreadable('X answered no post'))).toEqual({ detail: 'X answered no post', answer });
});
