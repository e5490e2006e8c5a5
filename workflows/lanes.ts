import { noCounts, spanOf, type BatchOutcome, type WaitSpan, type WalkCounts } from '../contracts/syncing.ts';

/** How far a walk through the connections is: what it continues as new with. */
export interface WalkProgress {
  /** When it began, by the clock that dates the rows. */
  since: string;
  /** From 1; a later one goes through those that the rounds before put off. */
  round: number;
  /** Where each lane goes on, by its place in `lanes`; null at its end. */
  cursors: (string | null)[];
  counts: WalkCounts;
  /** When those that this round put off may be tried again; null when there are none. */
  retry: WaitSpan | null;
}

const least = '00000000-0000-0000-0000-000000000000';
const greatest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const bounds = [
  least,
  '3fffffff-ffff-ffff-ffff-ffffffffffff',
  '7fffffff-ffff-ffff-ffff-ffffffffffff',
  'bfffffff-ffff-ffff-ffff-ffffffffffff',
  greatest,
];

/** The connections by the range of their ids, which are random: a quarter in each. Lanes go on beside each other. */
export const lanes = bounds.slice(1).map((until, lane) => ({ after: bounds[lane] ?? least, until }));

export const beginWalk = (since: string): WalkProgress => ({
  since,
  round: 1,
  cursors: lanes.map(({ after }) => after),
  counts: noCounts,
  retry: null,
});

/** The progress once a lane's batch is done. */
export function advance(progress: WalkProgress, lane: number, batch: BatchOutcome): WalkProgress {
  const counts = Object.fromEntries(
    Object.entries(progress.counts).map(([status, count]) => [
      status,
      count + batch.counts[status as keyof WalkCounts],
    ]),
  ) as WalkCounts;
  return {
    ...progress,
    cursors: progress.cursors.map((cursor, place) => (place === lane ? batch.next : cursor)),
    counts,
    retry: spanOf([progress.retry, batch.retry].flatMap((span) => (span ? [span.first, span.last] : []))),
  };
}

/** The progress at the beginning of another round. */
export const nextRound = (progress: WalkProgress): WalkProgress => ({
  ...beginWalk(progress.since),
  round: progress.round + 1,
  counts: progress.counts,
});

export const isRoundDone = ({ cursors }: WalkProgress) => cursors.every((cursor) => cursor === null);
