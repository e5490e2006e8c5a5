import type { Figure, Figures, ReportedWeek } from '../../contracts/weeklyReport.ts';
import {
  readBestPosts,
  readConnectionFigures,
  readFollowersOverTime,
  type BestPostRow,
  type ConnectionFiguresRow,
} from '../../db/reports.ts';
import { addDays, mondayOf, startOfDay } from '../localTime.ts';

interface ConnectionFigures extends Figures {
  platform: string;
  username: string;
}

export interface WeeklyFigures extends ReportedWeek {
  connections: ConnectionFigures[];
  bestPosts: BestPostRow[];
}

const bestPostsShown = 3;
/** Days that the followers are shown for: four weeks. */
const daysShown = 28;

/** What a report that is sent in this week says: of the week before it, as the project's calendar has it. */
export async function readWeeklyFigures(
  projectId: string,
  { isoWeek, timezone }: { isoWeek: string; timezone: string },
): Promise<WeeklyFigures> {
  const endDate = mondayOf(isoWeek);
  const dayStart = (days: number) => startOfDay(addDays(endDate, days), timezone);
  const period = { before: dayStart(-14), start: dayStart(-7), end: dayStart(0) };
  const ends = Array.from({ length: daysShown }, (_, day) => dayStart(day + 1 - daysShown));
  const [rows, bestPosts, followers] = await Promise.all([
    readConnectionFigures(projectId, period),
    readBestPosts(projectId, period, bestPostsShown),
    readFollowersOverTime(projectId, { since: dayStart(-daysShown), instants: ends }),
  ]);
  const connections = rows.map(figuresOf);
  return {
    from: addDays(endDate, -7),
    to: addDays(endDate, -1),
    total: totalOf(connections),
    connections,
    bestPosts,
    followersByDay: followers.filter((count) => count !== null),
    followersFrom: addDays(endDate, -daysShown),
  };
}

function figuresOf(row: ConnectionFiguresRow): ConnectionFigures {
  return {
    platform: row.platform,
    username: row.username,
    posts: row.posts,
    followers: compare(row.followers, row.followersBefore),
    reach: compareFlow(row, row.reach, row.reachBefore),
    interactions: compareFlow(row, row.interactions, row.interactionsBefore),
  };
}

function compare(value: number | null, before: number | null): Figure {
  if (value === null || before === null) return { value, change: null, before: null };
  return { value, change: value - before, before };
}

/**
 * What posts gather. A platform that tells it of one week's posts would have told it of the other's: no posts, then,
 * are zero. An account that is new has no week before.
 */
function compareFlow(
  { isNew, posts }: ConnectionFiguresRow,
  value: number | null,
  before: number | null,
): Figure {
  if (isNew) return compare(value, null);
  return compare(value ?? (before !== null && posts === 0 ? 0 : null), before ?? (value !== null ? 0 : null));
}

/** The sum of what was told; its change is that of the accounts which have one. */
function totalOf(connections: ConnectionFigures[]): Figures {
  const total = (name: 'followers' | 'reach' | 'interactions'): Figure => {
    const figures = connections.map((connection) => connection[name]);
    return {
      value: sum(figures.map(({ value }) => value)),
      change: sum(figures.map(({ change }) => change)),
      before: sum(figures.map(({ before }) => before)),
    };
  };
  return {
    followers: total('followers'),
    reach: total('reach'),
    interactions: total('interactions'),
    posts: connections.reduce((count, { posts }) => count + posts, 0),
  };
}

function sum(values: (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length > 0 ? told.reduce((total, value) => total + value, 0) : null;
}
