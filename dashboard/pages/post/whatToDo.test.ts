import { expect, test } from '@jest/globals';
import { PublicationState, transitions } from '../../../contracts/ledger.ts';
import { whatToDo } from './whatToDo.ts';

const problem = (code: string) => ({ code, message: '', detail: null });

test('who may decide or retry is offered it, and nobody else', () => {
  for (const state of PublicationState.options) {
    const steps = whatToDo({ state, problem: problem('unexpected') })?.steps ?? [];
    expect([state, steps.includes('decide')]).toEqual([state, state === 'parked']);
    expect([state, steps.includes('retry')]).toEqual([state, transitions[state].retry !== undefined]);
  }
});

test('an access that ended leads to the accounts, a picture that is gone to a new post', () => {
  expect(whatToDo({ state: 'rejected', problem: problem('token_refused') })?.steps[0]).toBe('reconnect');
  expect(whatToDo({ state: 'rejected', problem: problem('media_gone') })?.steps).toEqual(['copy']);
});

test('where all is well nothing is to be done', () => {
  expect(whatToDo({ state: 'planned', problem: null })).toBeNull();
  expect(whatToDo({ state: 'published', problem: null })).toBeNull();
});
