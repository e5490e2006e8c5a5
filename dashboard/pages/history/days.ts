import { activityFigures } from '../../../contracts/figures.ts';
import type { DailyStats, Latest } from './questions.ts';
import type { FigureName } from './search.ts';

const dayMs = 24 * 60 * 60_000;

/** A day (UTC, `2026-03-14`), and each account's figure by the connection's id; null where none was told. */
export interface Day {
  date: string;
  figures: Record<string, number | null>;
}

/** Every day of a period up to `now`, the oldest first: those of which nothing is known too. */
export function daysOf(
  history: DailyStats[],
  {
    days,
    figure,
    accounts,
    now = new Date(),
  }: { days: number; figure: FigureName; accounts: string[]; now?: Date },
): Day[] {
  const told = new Map(history.map((each) => [`${each.connection_id} ${each.date}`, each[figure]]));
  return Array.from({ length: days }, (_, place) => {
    const date = new Date(now.getTime() - (days - 1 - place) * dayMs).toISOString().slice(0, 10);
    return {
      date,
      figures: Object.fromEntries(accounts.map((id) => [id, told.get(`${id} ${date}`) ?? null])),
    };
  });
}

/** How many days after the first known one an account tells nothing of; the last day is not over yet. */
export function gapsOf(days: Day[], account: string): number {
  const first = days.findIndex(({ figures }) => figures[account] !== null);
  return first < 0 ? 0 : days.slice(first, -1).filter(({ figures }) => figures[account] === null).length;
}

/** Of which time an account's figure is; null where it is not told, or always stands as it is. */
export function timeOf(figure: FigureName, account: Latest): 'day' | 'life' | null {
  const name = activityFigures.find((each) => each === figure);
  if (!name || account[name] === null) return null;
  return account.day_figures.includes(name) ? 'day' : 'life';
}

const columns = [
  ...(['date', 'platform', 'username', 'followers', 'following', 'posts', 'views', 'reach'] as const),
  ...(['likes', 'comments', 'shares', 'engagement_rate', 'recorded_at'] as const),
];

/**
 * All figures as RFC 4180 has it, with a mark by which spreadsheets know UTF-8. What is not known is empty. The last
 * column names those that are of one day; the others are of the account's whole life.
 */
export function toCsv(history: DailyStats[]): string {
  const lines = history.map((each) =>
    [...columns.map((name) => each[name]), each.day_figures.join(' ')].map(cell).join(','),
  );
  return `\ufeff${[`${columns.join(',')},of_one_day`, ...lines].join('\r\n')}\r\n`;
}

/** A name that a spreadsheet would calculate is kept from that by an apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
