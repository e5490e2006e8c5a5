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
