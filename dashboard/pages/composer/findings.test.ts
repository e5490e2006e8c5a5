import { expect, test } from '@jest/globals';
import { ApiProblem, NoAnswer } from '../../app/client/problem.ts';
import { isFound } from './findings.ts';

const refusal = (details: Record<string, string[]>) =>
  new ApiProblem({
    ...{
      type: 'about:blank',
      title: 'Error',
      status: 422,
      code: 'validation_error',
      error: 'validation_error',
    },
    ...{ detail: 'Not valid', instance: '', timestamp: '2026-12-01T10:00:00Z', request_id: '', details },
  });
const noAccount = { message: 'Choose an account.' };

test('a refusal is told unless the findings say all of it', () => {
  expect(isFound(refusal({ targets: ['Choose an account.'] }), [noAccount])).toBe(true);
  expect(isFound(refusal({ targets: ['Choose an account.'], caption: ['Too long.'] }), [noAccount])).toBe(
    false,
  );
  expect(isFound(refusal({ targets: ['Choose an account.'] }), [])).toBe(false);
});

test('what no finding can say is told beside any findings', () => {
  expect(isFound(refusal({}), [noAccount])).toBe(false);
  expect(isFound(new NoAnswer(), [noAccount])).toBe(false);
});
