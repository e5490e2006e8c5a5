import type { Client } from '@temporalio/client';
import { connectMany } from './support/manyConnections.ts';
import { lateness as readLateness, schedulePosts, untilAll } from './support/manyPosts.ts';
import { startProcess } from './support/process.ts';
import { startPublishingWorld, type PublishingWorld } from './support/publishingWorld.ts';
import { percentile, type Table } from './support/table.ts';

/** Posts due in one second, how far ahead they are scheduled, and their target. */
const rounds = [
  { posts: 1, aheadSeconds: 45, target: 0.2 },
  { posts: 100, aheadSeconds: 60, target: 1 },
  { posts: 1_000, aheadSeconds: 150, target: 3 },
];
const flood = { posts: 5_000, aheadSeconds: 420, target: 3 };

/**
 * How late posts are: from their due time until the call that publishes arrives at the platform. Many due in the same
 * second, beside bare workflows that sleep on a timer and then run one activity; and one amid another project's flood.
 */
export async function lateness(): Promise<Table> {
  const world = await startPublishingWorld();
  try {
    const connections = await connectMany({ ...world, platform: 'twitter', accounts: 10, projects: 10 });
    const [calm, ...others] = connections;
    if (!calm) throw new Error('nothing is connected');
    const rows: string[][] = [];
    for (const { posts, aheadSeconds, target } of rounds) {
      const late = await publish(world, [{ connections, name: `round ${posts}`, posts }], aheadSeconds);
      rows.push(line(`${posts.toLocaleString('en')} due together`, late.flat(), String(target)));
    }
    const bare = await sleepers(world, 1_000, 60);
    rows.push(line('bare: 1,000 timers, each with one activity', bare, 'p99 at least twice ours'));

    const flooding = others.filter(({ project }) => project !== calm.project);
    const [, single = []] = await publish(
      world,
      [
        { connections: flooding, name: 'flood', posts: flood.posts },
        { connections: [calm], name: 'single', posts: 1 },
      ],
      flood.aheadSeconds,
    );
    rows.push(line(`one amid ${flood.posts.toLocaleString('en')} of others`, single, String(flood.target)));
    return {
      title: 'How late posts are',
      note: 'Seconds from the due time until the call that publishes reached the sandbox, for texts to X at 10 accounts of each of 10 projects, all due in the same second. The bare workflows of the same run sleep on a timer, then run one empty activity; counted until that begins.',
      columns: ['posts', 'p50', 'p99', 'max', 'target of the p99'],
      rows,
    };
  } finally {
    await world.stop();
  }
}

interface Batch {
  connections: Awaited<ReturnType<typeof connectMany>>;
  name: string;
  posts: number;
}

/** Schedules all of it for one second, and tells how late the posts of each batch were. */
async function publish(world: PublishingWorld, batches: Batch[], aheadSeconds: number): Promise<number[][]> {
  const dueAt = inSeconds(aheadSeconds);
  for (const { connections, name, posts } of batches) await schedulePosts(connections, name, posts, dueAt);
  for (const { name } of batches)
    await untilAll(name, 'publications', 'prepared', dueAt.getTime() - Date.now());
  for (const { name } of batches)
    await untilAll(name, 'posts', 'posted', dueAt.getTime() - Date.now() + 600_000);
  return Promise.all(batches.map(({ name }) => readLateness(world.sandboxUrl, name, dueAt)));
}

async function sleepers({ client, environment }: PublishingWorld, count: number, aheadSeconds: number) {
  const worker = await startProcess('bench/support/bareWorker.ts', environment);
  const dueAt = inSeconds(aheadSeconds).getTime();
  const begun = await startMany(client, count, dueAt);
  const late = await Promise.all(begun.map((handle) => handle.result() as Promise<number>));
  await worker.stop();
  return late;
}

async function startMany(client: Client, count: number, dueAt: number) {
  const started = [];
  for (let first = 0; first < count; first += 50) {
    const batch = Array.from({ length: Math.min(50, count - first) }, (_, index) =>
      client.workflow.start('sleepThenAct', {
        workflowId: `bare-${first + index}`,
        taskQueue: 'bare',
        args: [{ dueAt }],
      }),
    );
    started.push(...(await Promise.all(batch)));
  }
  return started;
}

/** A whole second, so many from now. */
const inSeconds = (count: number) => new Date(Math.ceil(Date.now() / 1000 + count) * 1000);

function line(name: string, lateMs: number[], target: string): string[] {
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  return [name, ...[0.5, 0.99, 1].map((part) => seconds(percentile(lateMs, part))), target];
}
