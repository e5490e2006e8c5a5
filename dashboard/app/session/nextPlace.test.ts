import { expect, test } from '@jest/globals';
import { readNextPlace } from './nextPlace.ts';

test.each([
  '/dashboard',
  '/dashboard?project=7',
  '/dashboard/settings?section=security',
  '/dashboard/posts/7#story',
])('who signs in goes on to %s', (next) => {
  expect(readNextPlace(next)).toBe(next);
});

test.each([
  'https://evil.example/phish',
  'HTTPS://evil.example',
  'http://127.0.0.1:8971/dashboard',
  '//evil.example/dashboard',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '\n//evil.example',
  '/dashboard/..//evil.example',
  '/dashboard/%2e%2e//evil.example',
  '/%2F%2Fevil.example',
  '%2F%2Fevil.example',
  '/dashboard.evil.example',
  '/dashboards',
  '/api/v1/auth/session',
  'javascript:alert(1)',
  'data:text/html,x',
  '',
  7,
  null,
  undefined,
  ['/dashboard', '//evil.example'],
])('nobody is led to %j', (next) => {
  expect(readNextPlace(next)).toBeUndefined();
});
