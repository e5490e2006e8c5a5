import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import { row, rows } from '../db/query.ts';
import { connectMany } from './support/manyConnections.ts';
import { schedulePosts } from './support/manyPosts.ts';
import { startProcess } from './support/process.ts';
import { startPublishingWorld, type PublishingWorld } from './support/publishingWorld.ts';
import { register } from './support/register.ts';
import type { Table } from './support/table.ts';

const creates = 2_600;
const sleeping = 10_000;
const connectionsAtOnce = 16;
const settleMs = 20_000;
const month = 30 * 24 * 60 * 60_000;

/** What API and worker hold in memory after many posts were scheduled, and the worker while many more sleep. */
export async function sleepingPosts(): Promise<Table> {
  const world = await startPublishingWorld();
  const api = await startProcess('api/main.ts', world.environment);
  try {
    const url = `http://127.0.0.1:${String(api.ready.port)}/api`;
    const token = await register(url, 0);
    const connections = await connectMany({ ...world, platform: 'twitter', accounts: 10, projects: 10 });
    const [account] = connections;
    if (!account) throw new Error('nothing is connected');
    await rows(
      `update social_media_connections set project_id = (select default_project_id from users where username = 'bench0')
       where id = $1 returning id`,
      [account.id],
    );
    await create(`${url}/scheduler/schedule`, token);
    await untilAsleep(world, creates);
    const afterCreates = [api.memory(), world.worker.memory()] as const;

    await schedulePosts(connections.slice(1), 'asleep', sleeping - creates, new Date(Date.now() + month));
    await untilAsleep(world, sleeping);
    return {
      title: 'Memory of API and worker with many scheduled posts',
      note: `Resident MiB, ${settleMs / 1000} s after the last workflow has gone to sleep. Target: under 600 together after ${creates.toLocaleString('en')} creates.`,
      columns: ['when', 'API', 'worker', 'together'],
      rows: [
        line(`after ${creates.toLocaleString('en')} creates`, ...afterCreates),
        line(`${sleeping.toLocaleString('en')} posts asleep`, api.memory(), world.worker.memory()),
      ],
    };
  } finally {
    await api.stop();
    await world.stop();
  }
}

const line = (name: string, api: number, worker: number) => [
  name,
  String(api),
  String(worker),
  String(api + worker),
];

/** Texts for X: each request is another person's wish, only its words may be alike. */
async function create(url: string, token: string): Promise<void> {
  const result = await autocannon({
    url,
    connections: connectionsAtOnce,
    amount: creates,
    method: 'POST',
    body: JSON.stringify({
      scheduled_time: new Date(Date.now() + month).toISOString(),
      platform: 'twitter',
      caption: 'Joyeux Noël! 🎄✨',
    }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  if (result['2xx'] !== creates) throw new Error(`only ${result['2xx']} of ${creates} were taken`);
}

/** Until every post was handed to Temporal, so many of their workflows wait on their timers, and some more. */
async function untilAsleep({ client, worker }: PublishingWorld, count: number): Promise<void> {
  for (;;) {
    await pause(1_000);
    const left = await row<{ n: number }>('select count(*)::int as n from outbox');
    if (left?.n !== 0) continue;
    const found = await client.workflow.count(`WorkflowType = 'publishPost' and ExecutionStatus = 'Running'`);
    if (found.count < count) continue;
    await worker.untilIdle();
    await pause(settleMs);
    return;
  }
}
