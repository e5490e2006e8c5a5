import type { Locale } from './layout.ts';

/** A figure of the week. Null is "not told", which is no zero. */
export interface Figure {
  value: number | null;
  /** Against the week before. */
  change: number | null;
  /** What the change is a part of. */
  before: number | null;
}

export interface Figures {
  followers: Figure;
  reach: Figure;
  interactions: Figure;
  posts: number;
}

export interface ReportedPost {
  platformName: string;
  username: string;
  caption: string;
  url: string | null;
  publishedAt: Date;
  interactions: number;
  reach: number | null;
  impressions: number | null;
  views: number | null;
}

/** What a weekly report tells. Days are as calendars show them: "2026-11-23". */
export interface WeeklyReport {
  locale: Locale;
  projectName: string;
  /** Of the project: which day a post was published on. */
  timezone: string;
  from: string;
  to: string;
  total: Figures;
  connections: (Figures & { platformName: string; username: string })[];
  bestPosts: ReportedPost[];
  /** All followers day by day, and the first of these days. */
  followersByDay: number[];
  followersFrom: string;
  /** Their picture; null where there is nothing to draw. */
  chart: Buffer | null;
  unsubscribeLink: string;
}
