/** A figure of the week. Null is "not told", which is no zero. */
export interface Figure {
  value: number | null;
  /** Against the week before; null where either is not told. */
  change: number | null;
  /** What the change is a part of. */
  before: number | null;
}

export interface Figures {
  followers: Figure;
  /** Of the posts published in the week. */
  reach: Figure;
  /** Likes, comments, shares and saves of the posts published in the week. */
  interactions: Figure;
  posts: number;
}

/** A post of the week that many people reacted to. */
export interface BestPost {
  username: string;
  caption: string;
  url: string | null;
  publishedAt: Date;
  interactions: number;
  reach: number | null;
  impressions: number | null;
  views: number | null;
}

/** The week as a whole. Days are as calendars show them: "2026-11-23". */
export interface ReportedWeek {
  /** Its first and its last day. */
  from: string;
  to: string;
  total: Figures;
  /** All followers at the end of each day, the oldest first; empty where none were told. */
  followersByDay: number[];
  /** The day of the first of them. */
  followersFrom: string;
}
