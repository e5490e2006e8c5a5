import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WalkKind } from '../contracts/syncing.ts';
import { advance, beginWalk, isRoundDone, lanes, nextRound, type WalkProgress } from './lanes.ts';
import { databaseStep, platformReading } from './retryPolicies.ts';

const { beginJob } = proxyActivities<Activities>(databaseStep);
const { workBatch } = proxyActivities<Activities>(platformReading);

/** Batches of a lane in one run: with its pauses, a run of all lanes has some 2,500 events. */
const batchesPerRun = 50;
/** With those that a platform put off or that found it away, tried again. */
const rounds = 3;
/** Between two batches of a lane a scheduled walk pauses up to so long, at random: nobody waits for it. */
const longestPauseMs = 10_000;

interface Walk {
  kind: WalkKind;
  days?: number | undefined;
  scheduled?: boolean | undefined;
}

/**
 * Walks through every connection that a job is about, in lanes beside each other, one batch after the other. Returns
 * how far it came: unfinished, it is to be continued as new.
 */
export async function walkConnections(walk: Walk, before?: WalkProgress): Promise<WalkProgress> {
  let progress = before ?? beginWalk(await beginJob());

  const walkLane = async (lane: number, until: string) => {
    for (let batch = 0; batch < batchesPerRun; batch += 1) {
      const after = progress.cursors[lane];
      if (!after) return;
      if (walk.scheduled) await sleep(Math.ceil(Math.random() * longestPauseMs));
      const { kind, days } = walk;
      const { since, round } = progress;
      const rest = { again: round > 1, last: round >= rounds, lanes: lanes.length };
      const request = { kind, days, after, until, since, ...rest };
      const outcome = await workBatch(request);
      progress = advance(progress, lane, outcome);
      setCurrentDetails(describe(progress));
    }
  };
  await Promise.all(lanes.map(({ until }, lane) => walkLane(lane, until)));

  if (!isRoundDone(progress) || isFinished(progress)) return progress;
  await sleep(waitBefore(progress));
  return nextRound(progress);
}

/** Whether nothing is left to do: every lane is at its end, and nobody is to be tried again. */
export const isFinished = (progress: WalkProgress) =>
  isRoundDone(progress) && (progress.retry === null || progress.round >= rounds);

/** The last round waits for everybody; those before it keep nobody waiting for the slowest. */
const waitBefore = ({ retry, round }: WalkProgress) => (round + 1 < rounds ? retry?.first : retry?.last) ?? 0;

const describe = ({ counts, round }: WalkProgress) =>
  [
    `Round ${round}: ${counts.success} done`,
    ...[`${counts.partial} in part`, `${counts.failed} failed`, `${counts.skipped} put off`],
    `${counts.fresh} not due.`,
  ].join(', ');
