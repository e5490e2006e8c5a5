import { expect, test } from '@jest/globals';
import { readCalendarSearch } from './search.ts';

test('what is no day, no view and no state is passed over', () => {
  expect(readCalendarSearch({ date: '2026-03-14', view: 'week', state: 'draft' })).toEqual({
    ...{ date: '2026-03-14', view: 'week', state: 'draft' },
  });
  expect(readCalendarSearch({ date: '2026-13-45', view: 'year', state: 'lost' })).toEqual({});
  expect(readCalendarSearch({ date: 20260314 })).toEqual({});
});
