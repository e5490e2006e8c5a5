import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { jobNotes } from '../../contracts/jobs.ts';
import type { Json } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let root: TestPerson;
beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  root = await aPerson(stack.api, 'root');
  await grantAdmin(root.email);
});
afterAll(() => stack.close());

const path = '/api/admin/jobs';
const jobOf = async (name: string): Promise<Json> =>
  (await root.client.get(path)).body.jobs.find((job: Json) => job.name === name);

test('all eight jobs tell when they run next, in words and as an instant', async () => {
  await eventually(async () => {
    const { body } = await root.client.get(path);
    expect(body.jobs).toHaveLength(8);
    for (const { state, next_run_at: next } of body.jobs) {
      expect(state).toBe('active');
      expect(Date.parse(next)).toBeGreaterThan(Date.now() - 60_000);
    }
  });
  expect(await jobOf('refresh-tokens')).toMatchObject({
    workflow_id: 'refresh-expiring-tokens',
    description: expect.stringContaining('02:00 UTC'),
    paused_because: null,
  });
  const english = await root.client.with({ 'accept-language': 'en' }).get(path);
  expect(english.body.jobs[0].description).toBe(jobNotes.refreshExpiringTokens);
});

test('a job is run by hand, and tells how that went', async () => {
  const { status, body } = await root.client.post(`${path}/clean-up-logs/run`);
  expect({ status, body }).toEqual({
    status: 202,
    body: { message: expect.any(String), task_id: 'clean-up-logs' },
  });
  await eventually(async () => {
    const { runs, last_run_at: last } = await jobOf('clean-up-logs');
    expect(runs[0]).toMatchObject({ state: 'completed', counts: { done: 0 }, problem: null });
    expect(Date.parse(last)).toBe(Date.parse(runs[0].started_at));
  }, 30_000);
  await root.client.post(`${path}/sync-connections/run`);
  await eventually(async () => {
    const { runs } = await jobOf('sync-connections');
    expect(runs[0]).toMatchObject({ state: 'completed', counts: { success: 0, failed: 0 } });
  }, 30_000);
});

test('a job is paused with its reason, and resumed; a worker leaves it so', async () => {
  const paused = await root.client.post(`${path}/refresh-views/pause`, { reason: 'The disk is full' });
  expect(paused.body).toMatchObject({
    state: 'paused',
    paused_because: 'The disk is full',
    next_run_at: null,
  });
  expect(await stack.temporal.schedule.getHandle('refresh-views').describe()).toMatchObject({
    state: { paused: true, note: 'The disk is full' },
  });
  const resumed = await root.client.post(`${path}/refresh-views/resume`);
  expect(resumed.body).toMatchObject({ state: 'active', paused_because: null });
  expect(await stack.temporal.schedule.getHandle('refresh-views').describe()).toMatchObject({
    state: { paused: false, note: jobNotes.refreshViews },
  });
  await root.client.post(`${path}/refresh-views/pause`);
  expect((await jobOf('refresh-views')).paused_because).toBe('En pause dans SocialSync');
});

test('one whose Schedule is gone is missing, and cannot be paused', async () => {
  await stack.temporal.schedule.getHandle('notify-token-expiration').delete();
  expect((await root.client.post(`${path}/token-notices/pause`)).status).toBe(404);
  expect(await jobOf('token-notices')).toMatchObject({ state: 'missing', next_run_at: null });
});

test('nobody but administrators sees or runs them, and there are no others', async () => {
  const eve = await aPerson(stack.api, 'eve');
  expect(await eve.client.get(path)).toMatchObject({ status: 403, body: { code: 'admin_only' } });
  for (const action of ['run', 'pause', 'resume'])
    expect((await eve.client.post(`${path}/refresh-views/${action}`)).status).toBe(403);
  for (const action of ['run', 'pause', 'resume'])
    expect((await root.client.post(`${path}/publish-post/${action}`)).status).toBe(404);
});
