import { seeded } from '../drawing/random.ts';
import type { Account } from './accounts.ts';
import { dayMs } from './clock.ts';

/** An account's figures at a time. They change from one day to the next (UTC), always alike for the same day. */
export interface Statistics {
  followers: number;
  following: number;
  /** How many posts it ever made. */
  posts: number;
  /** Of all its posts together. */
  likes: number;
  views: number;
}

/** What happened on one day (UTC). */
interface DayFigures {
  newFollowers: number;
  reach: number;
  views: number;
  likes: number;
  comments: number;
  shares: number;
  saves: number;
  profileViews: number;
}

/** The sandbox has known every account's posts for this long when it first meets it. */
export const historyDays = 90;

const dayOf = (ms: number): number => Math.floor(ms / dayMs);

/** A number between 0 and 1 that belongs to an account, a day and a subject. */
const chance = (account: Account, day: number, subject: string): number =>
  seeded(`${account.platform} ${account.id} ${day} ${subject}`)();

/** About 0.3 % a day of what it began with, never fewer than before. */
function followersOn(account: Account, day: number): number {
  const days = day - dayOf(account.createdAt);
  const aDay = Math.max(1, account.followers * 0.003);
  return Math.max(0, Math.round(account.followers + aDay * (days + 0.8 * chance(account, day, 'followers'))));
}

/** The figures of an account at a time, in milliseconds since 1970. */
export function statisticsAt(account: Account, now: number): Statistics {
  const day = dayOf(now);
  const followers = followersOn(account, day);
  const days = day - dayOf(account.createdAt) + historyDays;
  const posts = Math.max(0, Math.round((days * account.postsPerWeek) / 7));
  const views = Math.round(
    days * account.followers * 0.25 + chance(account, day, 'views') * account.followers * 0.2,
  );
  return {
    followers,
    following: account.following + Math.floor(days / 30),
    posts,
    views,
    likes: Math.round(views * 0.06),
  };
}

/** What happened to an account on the day of a time. */
export function figuresOfDay(account: Account, at: number): DayFigures {
  const day = dayOf(at);
  const reach = Math.round(followersOn(account, day) * (0.15 + 0.25 * chance(account, day, 'reach')));
  const views = Math.round(reach * (1.2 + 0.6 * chance(account, day, 'views')));
  const share = (rate: number, subject: string) =>
    Math.round(views * rate * (0.6 + 0.8 * chance(account, day, subject)));
  return {
    ...{ reach, views, newFollowers: followersOn(account, day) - followersOn(account, day - 1) },
    ...{ likes: share(0.06, 'likes'), comments: share(0.005, 'comments'), shares: share(0.004, 'shares') },
    ...{ saves: share(0.006, 'saves'), profileViews: share(0.03, 'profile') },
  };
}
