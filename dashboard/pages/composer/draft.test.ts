import { expect, test } from '@jest/globals';
import {
  changedIn,
  changesOf,
  isEmpty,
  newDraft,
  newTarget,
  requestOf,
  type Draft,
  type DraftTarget,
} from './draft.ts';

const zone = 'Europe/Paris';
const draft: Draft = {
  ...newDraft(zone, '2026-12-01T10:00:00Z'),
  caption: 'Winter',
  firstComment: 'More in our shop',
  targets: [newTarget('one'), { ...newTarget('two'), firstComment: 'Here too' }],
};
const changed = (changes: Partial<Draft>) => changesOf({ ...draft, ...changes }, draft, zone);

test('only what was changed is sent: the rest may be another by now', () => {
  expect(changed({})).toEqual({});
  expect(changed({ caption: 'Winter sale' })).toEqual({ caption: 'Winter sale' });
  expect(changed({ at: '2026-12-02T11:00' })).toEqual({ scheduled_time: '2026-12-02T10:00:00.000Z' });
  expect(changed({ hashtags: ['#sale'], placement: 'story' })).toEqual({
    hashtags: '#sale',
    placement: 'story',
  });
});

test('a first comment that was emptied is sent as none, with each account and its own', () => {
  expect(changed({ firstComment: ' ' })).toEqual({
    first_comment: null,
    targets: [{ connection_id: 'one' }, { connection_id: 'two', first_comment: 'Here too' }],
  });
});

test('at one account there may be none, and its own may go back to the common one', () => {
  const [one = newTarget('one'), two = newTarget('two')] = draft.targets;
  expect(changed({ targets: [{ ...one, firstComment: '' }, two] }).targets?.[0]).toEqual({
    connection_id: 'one',
    first_comment: null,
  });
  expect(changed({ targets: [one, { ...two, firstComment: null }] })).toEqual({
    first_comment: 'More in our shop',
    targets: [{ connection_id: 'one' }, { connection_id: 'two' }],
  });
  expect(requestOf({ ...draft, targets: [{ ...one, firstComment: '' }] }, zone, true).targets).toEqual([
    { connection_id: 'one', first_comment: null },
  ]);
});

test('a draft is empty until it says or shows something, wherever it would go', () => {
  const empty = { ...draft, caption: ' ', firstComment: '', targets: [newTarget('one')] };
  expect(isEmpty(empty)).toBe(true);
  expect(isEmpty({ ...empty, firstComment: 'More' })).toBe(false);
  expect(isEmpty({ ...empty, hashtags: ['#sale'] })).toBe(false);
});

test('what is written for one account alone is something to keep', () => {
  const withTarget = (own: Partial<DraftTarget>) => {
    const targets = [newTarget('one'), { ...newTarget('two'), ...own }];
    return isEmpty({ ...draft, caption: '', firstComment: '', targets });
  };
  expect(withTarget({ caption: 'Only here' })).toBe(false);
  expect(withTarget({ firstComment: 'Here too' })).toBe(false);
  expect(withTarget({ options: { title: 'Winter' } })).toBe(false);
  expect(withTarget({ caption: '', firstComment: ' ', options: { title: '' } })).toBe(true);
});

test('a time that is only proposed is kept of no draft, but scheduled with', () => {
  const proposed = { ...newDraft(zone, undefined), caption: 'Winter' };
  expect(requestOf(proposed, zone, true)).not.toHaveProperty('scheduled_time');
  expect(requestOf(proposed, zone, false)).toHaveProperty('scheduled_time');
  expect(requestOf(draft, zone, true).scheduled_time).toBe('2026-12-01T10:00:00.000Z');
  const chosen = { ...proposed, isTimeChosen: true };
  expect(changesOf(proposed, proposed, zone)).toEqual({});
  expect(changesOf(chosen, proposed, zone)).toEqual({ scheduled_time: expect.any(String) });
});

test('what is kept of a draft is what was written of it', () => {
  expect(changedIn({ ...draft, caption: 'Spring' }, draft)).toEqual({ caption: 'Spring' });
  expect(changedIn(draft, draft)).toEqual({});
});
