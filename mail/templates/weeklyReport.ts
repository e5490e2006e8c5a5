import type { Locale, RenderedMail } from './layout.ts';
import { unsubscribeHeaders } from './unsubscribing.ts';
import { renderReportHtml } from './weeklyReportHtml.ts';
import { reportWords } from './weeklyReportWords.ts';
import { viewOf, type ReportView, type ShownFigure } from './weeklyReportView.ts';

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

/** The weekly report of a project to one of its members. */
export function weeklyReport(report: WeeklyReport): RenderedMail {
  const view = viewOf(report);
  const picture = { cid: 'followers', fileName: 'followers.png' };
  return {
    subject: view.subject,
    text: renderText(view),
    html: renderReportHtml(view, picture.cid),
    pictures: report.chart ? [{ ...picture, png: report.chart }] : [],
    headers: unsubscribeHeaders(report.unsubscribeLink),
  };
}

function renderText(view: ReportView): string {
  const words = reportWords[view.locale];
  const figure = ({ label, value, change }: ShownFigure) => words.labelled(label, `${value}, ${change}`);
  const { chart } = view;
  const parts = [
    view.heading,
    view.period,
    view.figures.map(figure).join('\n'),
    ...(chart ? [words.labelled(chart.title, `${chart.span}. ${chart.alt}`)] : []),
    ...(view.best.length > 0 ? [titled(view.bestTitle)] : []),
    ...view.best.map(({ title, about, url }) => [title, about, ...(url ? [url] : [])].join('\n')),
    titled(view.accountsTitle),
    ...view.accounts.map(({ name, posts, figures }) =>
      [`${name} (${posts})`, ...figures.map(figure)].join('\n'),
    ),
    ...(view.moreAccounts ? [view.moreAccounts] : []),
    view.explanation,
  ];
  const { label, link } = view.unsubscribe;
  return `${parts.join('\n\n')}\n\n-- \n${view.footer}\n${words.labelled(label, link)}\n`;
}

const titled = (title: string) => `${title}\n${'-'.repeat(title.length)}`;
