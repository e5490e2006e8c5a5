import type { PostState } from '../../../contracts/ledger.ts';
import { postStates } from '../../../contracts/postStates.ts';

export const calendarViews = ['month', 'week', 'day', 'list'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** What a calendar shows; a shared link shows the same. */
export interface CalendarSearch {
  view?: CalendarView;
  /** A day of what is shown, in the project's zone: `2026-03-14`. */
  date?: string;
  /** Only posts to this connection. */
  account?: string;
  /** Only posts in this state. */
  state?: PostState;
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

/** Reads it from the address; what is no such thing is passed over. */
export function readCalendarSearch(search: Record<string, unknown>): CalendarSearch {
  const view = calendarViews.find((each) => each === search.view);
  const state = postStates.find((each) => each === search.state);
  const { date, account } = search;
  return {
    ...(view && { view }),
    ...(isDay(date) && { date }),
    ...(typeof account === 'string' && { account }),
    ...(state && { state }),
  };
}
