import {
  accountFigures,
  activityFigures,
  type AccountFigures,
  type ActivityFigure,
} from '../../contracts/figures.ts';
import type { Figures, Standing as PlatformStanding } from '../../db/statistics.ts';

/** An account's figures now and then, and which of them are of one day; the others are of its whole life. */
export type Standing = Pick<PlatformStanding, 'now' | 'then'> & { dayFigures: readonly string[] };

/** Figures of accounts together, each of one kind: what happens is of a day, and apart from that of whole lives. */
interface Summary extends Figures {
  lifetime: Pick<AccountFigures, ActivityFigure>;
}

/**
 * Sums over the accounts of which a figure is known; null where it is of none. The engagement rate is the accounts'
 * own, weighed by their followers.
 */
export function totalsOf(standings: Standing[]): Summary {
  const known = standings.flatMap(({ now }) => now ?? []);
  return summarise(standings, ({ now }, name) => now?.[name] ?? null, meanRate(known));
}

/** What changed since then, over the accounts of which a figure is known at both times. */
export function changesOf(standings: Standing[]): Summary {
  const rated = standings.flatMap(({ now, then }) =>
    now && then && now.engagement_rate !== null && then.engagement_rate !== null ? [{ now, then }] : [],
  );
  const [now, then] = [meanRate(rated.map((pair) => pair.now)), meanRate(rated.map((pair) => pair.then))];
  return summarise(
    standings,
    (each, name) => difference(each.now?.[name] ?? null, each.then?.[name] ?? null),
    round(difference(now, then)),
  );
}

type FigureName = keyof AccountFigures;

function summarise(
  standings: Standing[],
  figureOf: (standing: Standing, name: FigureName) => number | null,
  engagementRate: number | null,
): Summary {
  const isActivity = (name: string) => activityFigures.some((each) => each === name);
  const over = (those: Standing[], name: FigureName) => sum(those.map((each) => figureOf(each, name)));
  const ofADay = (name: FigureName) => standings.filter(({ dayFigures }) => dayFigures.includes(name));
  const ofALife = (name: FigureName) => standings.filter(({ dayFigures }) => !dayFigures.includes(name));
  return {
    ...valuesOf(accountFigures, (name) => over(isActivity(name) ? ofADay(name) : standings, name)),
    engagement_rate: engagementRate,
    lifetime: valuesOf(activityFigures, (name) => over(ofALife(name), name)),
  };
}

const valuesOf = <Name extends FigureName>(names: readonly Name[], value: (name: Name) => number | null) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, number | null>;

function sum(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

const difference = (now: number | null, then: number | null) =>
  now === null || then === null ? null : now - then;

function meanRate(figures: Figures[]): number | null {
  const rated = figures.filter(({ engagement_rate, followers }) => engagement_rate !== null && followers);
  const weight = sum(rated.map(({ followers }) => followers));
  if (!weight) return null;
  return round(
    rated.reduce((total, each) => total + (each.engagement_rate ?? 0) * (each.followers ?? 0), 0) / weight,
  );
}

const round = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);
