import { expect, test } from '@jest/globals';
import { changesOf, newDraft, type PlanDraft } from './draft.ts';

const plan: PlanDraft = { ...newDraft('Europe/Paris'), name: 'Mondays', places: ['platform:twitter'] };
const changed = (changes: Partial<PlanDraft>) => changesOf({ ...plan, ...changes }, plan, []);

test('only what was changed of a plan is sent', () => {
  expect(changed({})).toEqual({});
  expect(changed({ name: 'Weekly' })).toEqual({ name: 'Weekly' });
  expect(changed({ frequency: 'daily' })).toEqual({ frequency: 'daily', days_of_week: [] });
  expect(changed({ tag: 'shop', until: '2027-01-31' })).toEqual({ tag: 'shop', end_date: '2027-01-31' });
});
