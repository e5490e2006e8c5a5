import { oneLine, type Locale } from './layout.ts';
import { reportWords } from './weeklyReportWords.ts';
import type { Figure, Figures } from '../../contracts/weeklyReport.ts';
import type { ReportedPost, WeeklyReport } from './reportedWeek.ts';

/** A figure in words. */
export interface ShownFigure {
  label: string;
  value: string;
  change: string;
  trend: 'up' | 'down' | 'none';
}

/** Everything a report says, in words: its text and its HTML are both made of these. */
export interface ReportView {
  locale: Locale;
  subject: string;
  heading: string;
  period: string;
  figures: ShownFigure[];
  chart: { title: string; span: string; alt: string; first: string; last: string } | null;
  accountsTitle: string;
  accounts: { name: string; posts: string; figures: ShownFigure[] }[];
  moreAccounts: string | null;
  bestTitle: string;
  best: { title: string; url: string | null; about: string }[];
  explanation: string;
  footer: string;
  unsubscribe: { label: string; link: string };
}

/** More would make a mail that mail programs cut off. */
const accountsShown = 20;
/** From here on numbers are written as "1.2M", for three stand side by side on a phone. */
const compactFrom = 1_000_000;

/** Puts a report in words. */
export function viewOf(report: WeeklyReport): ReportView {
  const { locale, connections } = report;
  const words = reportWords[locale];
  const project = oneLine(report.projectName, 80);
  const write = writerOf(locale);
  const hidden = connections.length - accountsShown;
  return {
    locale,
    subject: words.subject(write.week(report.from, report.to), project),
    heading: words.heading(project),
    period: words.period(write.week(report.from, report.to)),
    figures: figuresOf(report.total, locale),
    chart: report.chart ? chartOf(report) : null,
    accountsTitle: words.accounts,
    accounts: connections.slice(0, accountsShown).map((connection) => ({
      name: accountName(connection),
      posts: words.posts(connection.posts),
      figures: figuresOf(connection, locale),
    })),
    moreAccounts: hidden > 0 ? words.moreAccounts(hidden) : null,
    bestTitle: words.bestPosts,
    best: report.bestPosts.map((post) => postOf(post, report)),
    explanation: words.explanation,
    footer: words.footer,
    unsubscribe: { label: words.unsubscribe, link: report.unsubscribeLink },
  };
}

/** "Instagram · @cafe": platforms write the @ with some names. */
const accountName = ({ platformName, username }: { platformName: string; username: string }) =>
  `${platformName} · ${oneLine(username, 60)}`;

function figuresOf({ followers, reach, interactions }: Figures, locale: Locale): ShownFigure[] {
  const words = reportWords[locale];
  const { number, signed, percent } = writerOf(locale);
  const show = (label: string, { value, change, before }: Figure): ShownFigure => {
    if (value === null) return { label, value: '–', change: words.notTold, trend: 'none' };
    if (change === null) return { label, value: number(value), change: words.noComparison, trend: 'none' };
    if (change === 0) return { label, value: number(value), change: words.unchanged, trend: 'none' };
    const part = before ? ` (${percent(change / before)})` : '';
    return {
      label,
      value: number(value),
      change: `${signed(change)}${part}`,
      trend: change > 0 ? 'up' : 'down',
    };
  };
  return [show(words.followers, followers), show(words.reach, reach), show(words.engagement, interactions)];
}

function chartOf({ locale, followersByDay, followersFrom, to }: WeeklyReport): ReportView['chart'] {
  const words = reportWords[locale];
  const { number, day } = writerOf(locale);
  const [first = 0, last = 0] = [followersByDay[0], followersByDay.at(-1)];
  return {
    title: words.chart,
    span: words.chartSpan(number(Math.min(...followersByDay)), number(Math.max(...followersByDay))),
    alt: words.chartAlt(number(first), number(last), followersByDay.length),
    first: day(new Date(followersFrom), 'UTC'),
    last: day(new Date(to), 'UTC'),
  };
}

function postOf(post: ReportedPost, { locale, timezone }: WeeklyReport): ReportView['best'][number] {
  const words = reportWords[locale];
  const { number, day } = writerOf(locale);
  const about = [
    accountName(post),
    day(post.publishedAt, timezone),
    words.engagementOf(number(post.interactions)),
    ...audienceOf(post, words, number),
  ];
  return {
    title: oneLine(post.caption, 110) || words.postWithoutText,
    // A link that a platform gave, as far as it is one.
    url: post.url && /^https?:\/\//i.test(post.url) ? post.url : null,
    about: about.join(' · '),
  };
}

/** By how many it was seen: the first of what an engagement rate is a share of. */
function audienceOf(
  { reach, impressions, views }: ReportedPost,
  words: (typeof reportWords)[Locale],
  number: (value: number) => string,
): string[] {
  if (reach !== null) return [words.reachOf(number(reach))];
  if (impressions !== null) return [words.impressionsOf(number(impressions))];
  return views === null ? [] : [words.viewsOf(number(views))];
}

/** Numbers and dates as the language writes them. */
function writerOf(locale: Locale) {
  const { format } = reportWords[locale];
  const numberOf = (value: number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(format, {
      maximumFractionDigits: 1,
      ...(Math.abs(value) >= compactFrom && { notation: 'compact' }),
      ...options,
    }).format(value);
  return {
    number: (value: number) => numberOf(value, {}),
    signed: (value: number) => numberOf(value, { signDisplay: 'exceptZero' }),
    percent: (part: number) => numberOf(part, { style: 'percent', signDisplay: 'exceptZero' }),
    day: (date: Date, timeZone: string) =>
      new Intl.DateTimeFormat(format, { timeZone, day: 'numeric', month: 'short' }).format(date),
    week: (from: string, to: string) =>
      new Intl.DateTimeFormat(format, { timeZone: 'UTC', dateStyle: 'long' })
        .formatRange(new Date(from), new Date(to))
        .replace(/\s*–\s*/, reportWords[locale].until),
  };
}
