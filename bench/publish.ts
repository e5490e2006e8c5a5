import type { Client } from '@temporalio/client';
import { connectMany } from './support/manyConnections.ts';
import { schedulePosts, untilAll } from './support/manyPosts.ts';
import { startProcess } from './support/process.ts';
import { startPublishingWorld } from './support/publishingWorld.ts';
import { median, type Table } from './support/table.ts';

const posts = 300;
const rounds = 3;
/** As the dispatcher hands out starts. */
const startsAtOnce = 100;
const patienceMs = 180_000;

/**
 * Posts published a second when all are due at once, beside bare workflows with as many activities, in turns on one
 * Temporal server. Target: at least 0.8 of the bare rate.
 */
export async function publish(): Promise<Table> {
  const world = await startPublishingWorld();
  try {
    const connections = await connectMany({ ...world, platform: 'twitter', accounts: 10, projects: 10 });
    const bare = await startProcess('bench/support/bareWorker.ts', world.environment);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const bareRate = await rate(() => runBare(world.client, `${round}`));
      const ourRate = await rate(async () => {
        await schedulePosts(connections, `round ${round}`, posts, new Date());
        await untilAll(`round ${round}`, 'posts', 'posted', patienceMs);
      });
      // The first one warms both up.
      if (round === 0) continue;
      theirs.push(bareRate);
      ours.push(ourRate);
    }
    await bare.stop();
    const ratio = median(ours) / median(theirs);
    return {
      title: 'Posts published beside bare workflows with as many activities',
      note: `A second, median of ${rounds} rounds of ${posts} each, in turns: texts to X that are due at once, from the outbox to the recorded answer of the sandbox; beside workflows that run two empty activities, on the same Temporal server. Target: a ratio of at least 0.8.`,
      columns: ['bare workflows/s', 'posts/s', 'ratio'],
      rows: [[median(theirs).toFixed(1), median(ours).toFixed(1), ratio.toFixed(2)]],
    };
  } finally {
    await world.stop();
  }
}

async function rate(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return posts / ((performance.now() - started) / 1000);
}

async function runBare(client: Client, round: string): Promise<void> {
  const running = [];
  for (let first = 0; first < posts; first += startsAtOnce) {
    const batch = Array.from({ length: Math.min(startsAtOnce, posts - first) }, (_, index) =>
      client.workflow.start('actInTurn', {
        workflowId: `bare-${round}-${first + index}`,
        taskQueue: 'bare',
        args: [{ steps: 2 }],
      }),
    );
    running.push(...(await Promise.all(batch)));
  }
  await Promise.all(running.map((handle) => handle.result()));
}
