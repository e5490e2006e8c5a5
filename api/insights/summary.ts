import { accountFigures, type AccountFigures } from '../../contracts/figures.ts';
import type { Figures, Standing as PlatformStanding } from '../../db/statistics.ts';

type Standing = Omit<PlatformStanding, 'platform'>;

/**
 * Sums over the accounts of which a figure is known; null where it is of none. The engagement rate is the accounts'
 * own, weighed by their followers.
 */
export function totalsOf(standings: Standing[]): Figures {
  const known = standings.map(({ now }) => now).filter((figures) => figures !== null);
  return { ...each((name) => sum(known.map((figures) => figures[name]))), engagement_rate: meanRate(known) };
}

/** What changed since then, over the accounts of which a figure is known at both times. */
export function changesOf(standings: Standing[]): Figures {
  const pairs = standings.filter(
    (each): each is { now: Figures; then: Figures } => !!each.now && !!each.then,
  );
  const rated = pairs.filter(
    ({ now, then }) => now.engagement_rate !== null && then.engagement_rate !== null,
  );
  const [now, then] = [meanRate(rated.map((pair) => pair.now)), meanRate(rated.map((pair) => pair.then))];
  return {
    ...each((name) => sum(pairs.map((pair) => difference(pair.now[name], pair.then[name])))),
    engagement_rate: round(difference(now, then)),
  };
}

const each = (figure: (name: keyof AccountFigures) => number | null) =>
  Object.fromEntries(accountFigures.map((name) => [name, figure(name)])) as AccountFigures;

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
