import { createContext, use } from 'react';
import type { WallTime } from '../../app/time/zones.ts';
import type { Post } from './questions.ts';

/** What every part of the calendar can do. */
export interface CalendarHands {
  /** Whether the person may move and write posts. */
  may: boolean;
  zone: string;
  /** Shows what is known of a post, and what can be done with it. */
  open: (post: Post) => void;
  /** Whether it was taken: a time that has passed is not. */
  move: (post: Post, to: WallTime) => boolean;
  showDay: (date: string) => void;
  /** Begins a post for an instant. */
  write: (at: string) => void;
  /** The post that was moved last: it is never behind “more”. */
  movedId: number | null;
  /** The post that is being dragged. */
  dragged: { current: Post | null };
}

export const CalendarContext = createContext<CalendarHands | null>(null);

export function useCalendar(): CalendarHands {
  const hands = use(CalendarContext);
  if (!hands) throw new Error('outside of the calendar');
  return hands;
}
