import { findPostFigures, type StoredPostFigures } from '../../db/syncs.ts';

const minute = 60_000;
/** A post's figures move as fast as it is young: they are fresh for this part of its age… */
const partOfAge = 1 / 24;
/** …but this long at least, so that nobody's clicks ask again, and this long at most, so that every day's sync does. */
const freshAtLeastMs = 15 * minute;
const freshAtMostMs = 20 * 60 * minute;

/** Whether a post's figures need not be asked for again. */
export function areFresh(
  { publishedAt, fetchedAt }: Pick<StoredPostFigures, 'publishedAt' | 'fetchedAt'>,
  now: Date,
): boolean {
  const share = (now.getTime() - publishedAt.getTime()) * partOfAge;
  const freshForMs = Math.min(Math.max(share, freshAtLeastMs), freshAtMostMs);
  return now.getTime() - fetchedAt.getTime() < freshForMs;
}

/**
 * Those of a connection's posts whose figures are fresh, by their ids, with the figures and when they were told. What an
 * earlier token brought is not among them: its person may have allowed less.
 */
export async function findFreshFigures(connectionId: string, externalIds: string[], now: Date) {
  const stored = await findPostFigures(connectionId, externalIds);
  return new Map(
    stored
      .filter((post) => areFresh(post, now))
      .map(({ externalId, metrics, fetchedAt }) => [externalId, { metrics, metricsAt: fetchedAt }]),
  );
}
