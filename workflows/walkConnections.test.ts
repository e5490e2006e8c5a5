import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { noCounts, type BatchOutcome, type BatchRequest } from '../contracts/syncing.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import { lanes } from './lanes.ts';
import type { syncAllConnections } from './syncAllConnections.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

interface Run {
  requests: BatchRequest[];
  /** The most batches that ran at once. */
  atOnce: number;
  counts: unknown;
  /** Events of each run, the first one first. */
  histories: number[];
  /** What it waited for, in ms. */
  waits: number[];
}

/** Runs the walk with these answers to its batches. */
async function walk(
  answer: (request: BatchRequest) => BatchOutcome,
  { scheduled = false } = {},
): Promise<Run> {
  const requests: BatchRequest[] = [];
  let running = 0;
  let atOnce = 0;
  const activities = {
    beginJob: async () => '2026-11-22T08:00:00.000Z',
    workBatch: async (request: BatchRequest) => {
      requests.push(request);
      running += 1;
      atOnce = Math.max(atOnce, running);
      await Promise.resolve();
      running -= 1;
      return answer(request);
    },
  };
  return world.withActivities(activities, async (taskQueue) => {
    const workflowId = `sync-all-connections/${taskQueue}`;
    const { workflow } = world.environment.client;
    const handle = await workflow.start<typeof syncAllConnections>('syncAllConnections', {
      workflowId,
      taskQueue,
      args: [{ scheduled }],
    });
    const counts = await handle.result();
    const events = await eventsOf(workflowId, handle.firstExecutionRunId);
    const timers = events
      .flat()
      .flatMap((event) => event.timerStartedEventAttributes?.startToFireTimeout ?? []);
    return {
      ...{ requests, atOnce, counts },
      histories: events.map(({ length }) => length),
      waits: timers.map(({ seconds, nanos }) => Number(seconds) * 1000 + (nanos ?? 0) / 1_000_000),
    };
  });
}

/** The events of each run, by the chain of what continued as new. */
async function eventsOf(workflowId: string, firstRunId: string) {
  const runs = [];
  for (let runId: string | undefined = firstRunId; runId;) {
    const { events } = await world.environment.client.workflow.getHandle(workflowId, runId).fetchHistory();
    runs.push(events ?? []);
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }
  return runs;
}

const done = (count: number): BatchOutcome => ({
  next: null,
  counts: { ...noCounts, success: count },
  retry: null,
});

/** The batches of a lane are counted in the last three digits of their ids; a lane begins at 000 or fff. */
const batchNumber = (id: string) => parseInt(id.slice(-3), 16) % 0xfff;
const following = (id: string) => id.slice(0, -3) + (batchNumber(id) + 1).toString(16).padStart(3, '0');

describe('a walk through the connections', () => {
  test('covers every id once, in lanes beside each other, and adds up what they did', async () => {
    const { requests, counts } = await walk(() => done(3));
    expect(counts).toEqual({ ...noCounts, success: 3 * lanes.length });
    const ranges = requests.map(({ after, until }) => [after, until]).sort();
    expect(ranges[0]?.[0]).toBe('00000000-0000-0000-0000-000000000000');
    expect(ranges.at(-1)?.[1]).toBe('ffffffff-ffff-ffff-ffff-ffffffffffff');
    for (const [place, [, until]] of ranges.slice(0, -1).entries())
      expect(ranges[place + 1]?.[0]).toBe(until);
  });

  test('goes on where a batch ended', async () => {
    const { requests } = await walk((request) =>
      batchNumber(request.after) < 2 ? { ...done(1), next: following(request.after) } : done(1),
    );
    const first = requests
      .filter(({ until }) => until === lanes[0]?.until)
      .map(({ after }) => after.slice(-3));
    expect(first).toEqual(['000', '001', '002']);
  });

  test('has one batch a lane in flight, and no history over 5,000 events however many there are', async () => {
    const batches = 120;
    const { requests, atOnce, histories, counts } = await walk(
      (request) =>
        batchNumber(request.after) < batches - 1 ? { ...done(1), next: following(request.after) } : done(1),
      { scheduled: true },
    );
    expect(requests.length).toBe(batches * lanes.length);
    expect(counts).toEqual({ ...noCounts, success: batches * lanes.length });
    expect(atOnce).toBeLessThanOrEqual(lanes.length);
    expect(histories.length).toBeGreaterThan(1);
    expect(Math.max(...histories)).toBeLessThan(5_000);
  });

  test('comes back to those that a platform put off: to the first ones soon, and once to the last', async () => {
    const [minute, hour] = [60_000, 60 * 60_000];
    const { requests, counts, waits } = await walk(({ after }) =>
      after === lanes[0]?.after
        ? { next: null, counts: { ...noCounts, skipped: 2 }, retry: { first: minute, last: hour } }
        : done(1),
    );
    expect(waits).toEqual([minute, hour]);
    expect(requests.filter(({ again }) => again)).toHaveLength(2 * lanes.length);
    expect(new Set(requests.map(({ since }) => since)).size).toBe(1);
    expect(counts).toMatchObject({ skipped: 6 });
  });

  test('does not come back for ever', async () => {
    const { requests } = await walk(() => ({ ...done(0), retry: { first: 1000, last: 2000 } }));
    expect(requests).toHaveLength(3 * lanes.length);
  });

  test('spreads its work over time when scheduled, and hurries when a person waits', async () => {
    const threeBatches = (request: BatchRequest) =>
      batchNumber(request.after) < 2 ? { ...done(1), next: following(request.after) } : done(1);
    const byHand = await walk(threeBatches);
    const scheduled = await walk(threeBatches, { scheduled: true });
    // A pause is two events of the history. How long either took says nothing: the server skips what it likes.
    const batches = 3 * lanes.length;
    expect(scheduled.histories[0]).toBeGreaterThanOrEqual((byHand.histories[0] ?? 0) + 2 * batches);
  });
});
