import { expect, test } from '@jest/globals';
import { readPlatformAnswer } from './platformAnswer.ts';

test('of an answer the status and the code are told, each once', () => {
  expect(readPlatformAnswer('X answered 403 (not-authorized-for-resource)')).toEqual({
    kind: 'refused',
    codes: ['403', 'not-authorized-for-resource'],
  });
  expect(readPlatformAnswer('LinkedIn answered 403 (403)')?.codes).toEqual(['403']);
  expect(readPlatformAnswer("X answered 403 (duplicate): perhaps this post's own")?.codes).toEqual([
    ...['403', 'duplicate'],
  ]);
  expect(readPlatformAnswer('the platform answered 502')).toEqual({ kind: 'broken', codes: ['502'] });
});

test('of an answer that told only later of a refusal its code is told', () => {
  for (const [detail, code] of [
    ['TikTok refused the post (spam_risk)', 'spam_risk'],
    ['Instagram cannot use the media (2207026)', '2207026'],
    ['Facebook cannot use the film (video_error)', 'video_error'],
  ] as const)
    expect(readPlatformAnswer(detail)).toEqual({ kind: 'refused', codes: [code] });
});

test('that nothing was answered is told as that, and no words of ours as an answer', () => {
  for (const detail of ['no answer in time', 'no answer', 'the connection failed (UND_ERR_SOCKET)'])
    expect(readPlatformAnswer(detail)).toEqual({ kind: 'silent', codes: [] });
  for (const detail of [
    'the token was refreshed',
    '34 s',
    'picture 1: padded',
    'X answered no user',
    '',
    null,
  ])
    expect(readPlatformAnswer(detail)).toBeNull();
});
