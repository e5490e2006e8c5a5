import type { BestPost, Figures, ReportedWeek } from '../../contracts/weeklyReport.ts';
import type { Locale } from './layout.ts';

export interface ReportedPost extends BestPost {
  platformName: string;
}

/** What a weekly report tells. */
export interface WeeklyReport extends ReportedWeek {
  locale: Locale;
  projectName: string;
  /** Of the project: which day a post was published on. */
  timezone: string;
  connections: (Figures & { platformName: string; username: string })[];
  bestPosts: ReportedPost[];
  /** The followers' picture; null where there is nothing to draw. */
  chart: Buffer | null;
  unsubscribeLink: string;
}
