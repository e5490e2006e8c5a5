import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { Activities } from '../activities/index.ts';
import type { PublicationState } from '../contracts/ledger.ts';
import type { PostPlan, TargetPlan } from '../contracts/publishing.ts';
import { publishingQueue, rowChanged } from '../contracts/workflows.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import { nextStep } from './publishing/nextStep.ts';
import type { publishPost } from './publishPost.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

const day = 24 * 60 * 60_000;

/** A post in memory, and steps that act on it as the real ones act on its rows. */
function aPost(dueAt: number, platforms = ['instagram']) {
  const targets = platforms.map((platform, place): TargetPlan => ({
    id: `${platform}-${place}`,
    platform,
    state: 'planned',
    resumeAt: null,
    handleUntil: null,
    deadlineAt: null,
    commentDue: false,
    lateAt: null,
    isTold: false,
  }));
  const post: PostPlan = { open: true, dueAt, contentVersion: 1, targets };
  const steps: string[] = [];
  const move = (kind: string, state: PublicationState) => async (id: string) => {
    steps.push(`${kind} ${id}`);
    const target = targets.find((each) => each.id === id);
    if (target) target.state = state;
    return structuredClone(post);
  };
  const activities: Partial<Activities> = {
    readPostPlan: async () => structuredClone(post),
    preparePublication: move('prepare', 'prepared'),
    commitPublication: move('commit', 'published'),
    reconcilePublication: move('reconcile', 'published'),
  };
  return { post, steps, activities };
}

/** Runs the workflow with workers for the platforms' queues beside its own. */
function withWorkflow(
  subject: ReturnType<typeof aPost>,
  work: (handle: WorkflowHandle<typeof publishPost>) => Promise<void>,
): Promise<void> {
  const queues = [...new Set(subject.post.targets.map(({ platform }) => platform))];
  return world.withActivities(
    subject.activities,
    async (taskQueue) => {
      const handle = await world.environment.client.workflow.start<typeof publishPost>('publishPost', {
        workflowId: `publish-post/${taskQueue}`,
        taskQueue,
        args: [{ postId: 1 }],
      });
      await work(handle);
    },
    (taskQueue) => queues.map((platform) => publishingQueue(taskQueue, platform)),
  );
}

test('publishes at its time, each target by itself, and ends', async () => {
  const dueAt = (await world.environment.currentTimeMs()) + 2 * 60 * 60_000;
  const subject = aPost(dueAt, ['instagram', 'linkedin']);
  await withWorkflow(subject, async (handle) => {
    const said = await handle.result();
    expect(said).toContain('instagram: published, linkedin: published');
  });
  expect(subject.steps.toSorted()).toEqual([
    'commit instagram-0',
    'commit linkedin-1',
    'prepare instagram-0',
    'prepare linkedin-1',
  ]);
});

test('a post that is put off while it sleeps goes out at its new time, by the same workflow', async () => {
  const start = await world.environment.currentTimeMs();
  const subject = aPost(start + 60 * 60_000);
  await withWorkflow(subject, async (handle) => {
    subject.post.dueAt = start + 10 * day;
    await handle.signal(rowChanged);
    await handle.result();
  });
  expect(await world.environment.currentTimeMs()).toBeGreaterThan(start + 10 * day - 60_000);
  expect(subject.steps.filter((step) => step.startsWith('commit'))).toHaveLength(1);
});

test('a post that was cancelled while it slept ends its workflow, unpublished', async () => {
  const start = await world.environment.currentTimeMs();
  const subject = aPost(start + 60 * 60_000);
  await withWorkflow(subject, async (handle) => {
    subject.post.open = false;
    await handle.signal(rowChanged);
    await handle.result();
  });
  expect(subject.steps).toEqual([]);
});

test('two years ahead and edited daily: no run is longer than 30 days, no history than 5,000 events', async () => {
  const start = await world.environment.currentTimeMs();
  const subject = aPost(start + 2 * 365 * day);
  const events = new Map<string, number>();
  const begun = new Map<string, number>();
  await withWorkflow(subject, async (handle) => {
    for (let edit = 0; edit < 2 * 365 - 1; edit += 1) {
      subject.post.contentVersion += 1;
      await handle.signal(rowChanged);
      await world.environment.sleep(day);
      const { runId, historyLength } = await handle.describe();
      events.set(runId, historyLength);
      if (!begun.has(runId)) begun.set(runId, await world.environment.currentTimeMs());
    }
    await handle.result();
  });
  expect(Math.max(...events.values())).toBeLessThan(5_000);
  const starts = [...begun.values()];
  const lengths = starts.slice(1).map((each, place) => each - (starts[place] ?? 0));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(31 * day);
  expect(subject.steps.filter((step) => step.startsWith('commit'))).toHaveLength(1);
});

test('a target that is taken off while its step runs does not end the others', async () => {
  const dueAt = (await world.environment.currentTimeMs()) + 60 * 60_000;
  const subject = aPost(dueAt, ['instagram', 'linkedin']);
  const { preparePublication } = subject.activities;
  subject.activities.preparePublication = async (id) => {
    if (id !== 'instagram-0') return (await preparePublication?.(id)) ?? null;
    subject.post.targets.shift();
    return null;
  };
  await withWorkflow(subject, async (handle) => {
    expect(await handle.result()).toContain('linkedin: published');
  });
  expect(subject.steps).toEqual(['prepare linkedin-1', 'commit linkedin-1']);
});

test('a post that is moved up while a step runs goes out at its new time', async () => {
  const start = await world.environment.currentTimeMs();
  const subject = aPost(start + 60 * 60_000);
  const old = structuredClone(subject.post);
  let change = async (): Promise<void> => {};
  subject.activities.preparePublication = async () => {
    const [target] = old.targets;
    const [now] = subject.post.targets;
    if (target) target.state = 'prepared';
    if (now) now.state = 'prepared';
    // What this step read is older than the change, and comes after it.
    await change();
    return structuredClone(old);
  };
  let committedAt = 0;
  const { commitPublication } = subject.activities;
  subject.activities.commitPublication = async (id) => {
    committedAt = await world.environment.currentTimeMs();
    return (await commitPublication?.(id)) ?? null;
  };
  await withWorkflow(subject, async (handle) => {
    change = async () => {
      subject.post.dueAt -= 4 * 60_000;
      await handle.signal(rowChanged);
    };
    await handle.result();
  });
  expect(committedAt).toBeLessThan(start + 57 * 60_000);
});

test('a step that runs when the run is over ends it, without being waited for in circles', async () => {
  const start = await world.environment.currentTimeMs();
  const subject = aPost(start + 30 * day);
  const [target] = subject.post.targets;
  const commit = target && nextStep(subject.post, { ...target, state: 'prepared' }, start);
  // The step begins moments before the thirty days are over.
  subject.post.dueAt += subject.post.dueAt - (commit?.at ?? 0) - 300;
  const { commitPublication } = subject.activities;
  let historyLength = async () => 0;
  let events = 0;
  subject.activities.commitPublication = async (id) => {
    await pause(2_500);
    events = await historyLength();
    return (await commitPublication?.(id)) ?? null;
  };
  await withWorkflow(subject, async (handle) => {
    historyLength = async () => (await handle.describe()).historyLength;
    await handle.result();
  });
  expect(events).toBeGreaterThan(0);
  expect(events).toBeLessThan(100);
});
