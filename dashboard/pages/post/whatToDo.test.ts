import { expect, test } from '@jest/globals';
import { PublicationState, transitions } from '../../../contracts/ledger.ts';
import { whatToDo } from './whatToDo.ts';

const problem = (code: string) => ({ code, message: '', detail: null, answer: null });
const rejected = { state: 'rejected', may_be_there: false } as const;

test('who may decide or retry is offered it, and nobody else', () => {
  for (const state of PublicationState.options) {
    const steps = whatToDo({ state, problem: problem('unexpected'), may_be_there: false })?.steps ?? [];
    expect([state, steps.includes('decide')]).toEqual([state, state === 'parked']);
    expect([state, steps.includes('retry')]).toEqual([state, transitions[state].retry !== undefined]);
    expect([state, steps.includes('giveUp')]).toEqual([state, steps.includes('retry')]);
  }
});

test('an access that ended leads to the accounts, a picture that is gone to a new post', () => {
  expect(whatToDo({ ...rejected, problem: problem('token_refused') })?.steps[0]).toBe('reconnect');
  expect(whatToDo({ ...rejected, problem: problem('media_gone') })?.steps).toEqual([...['copy', 'giveUp']]);
});

test('what was given up is asked about no more, but may be begun anew, or still be tried again', () => {
  expect(whatToDo({ ...rejected, problem: problem('given_up') })).toEqual({
    advice: 'givenUp',
    steps: ['copy', 'retry'],
  });
});

test('what was refused, and may be there by an earlier call, may be said to be there', () => {
  for (const code of ['duplicate', 'token_refused', 'given_up', 'unexpected']) {
    const refused = { ...rejected, problem: problem(code) };
    expect(whatToDo(refused)?.steps).not.toContain('found');
    expect(whatToDo({ ...refused, may_be_there: true })?.steps[0]).toBe('found');
  }
});

test('only what can but be refused again is not offered to be tried again', () => {
  const refused = (code: string, named: string | null) => {
    const answer = { kind: 'refused', status: 403, code: named } as const;
    return whatToDo({ ...rejected, problem: { ...problem(code), answer } });
  };
  expect(refused('NO_LINKS', 'NO_LINKS')).toEqual({ advice: 'change', steps: ['copy', 'giveUp'] });
  const unsure = { advice: 'changeOrRetry', steps: ['copy', 'retry', 'giveUp'] };
  expect(refused('client-forbidden', 'client-forbidden')).toEqual(unsure);
  expect(refused('403', null)).toEqual({ advice: 'retryLater', steps: ['retry', 'copy', 'giveUp'] });
});

test('what connecting the account again settles leads there first, and can be decided all the same', () => {
  const unread = { state: 'parked', may_be_there: true } as const;
  expect(whatToDo({ ...unread, problem: problem('reconnect_to_look') })).toEqual({
    advice: 'reconnectToLook',
    steps: ['reconnect', 'decide'],
  });
  expect(whatToDo({ ...unread, problem: problem('cannot_read_back') })?.steps).toEqual(['decide']);
});

test('where all is well nothing is to be done', () => {
  expect(whatToDo({ state: 'planned', problem: null, may_be_there: false })).toBeNull();
  expect(whatToDo({ state: 'published', problem: null, may_be_there: false })).toBeNull();
});
