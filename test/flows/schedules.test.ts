import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ScheduleRefused } from '../../activities/recurring/planSchedules.ts';
import { jobNotes } from '../../contracts/jobs.ts';
import { createTemporalClient } from '../../runtime/temporalClient.ts';
import { createPlanSchedules } from '../../workers/planSchedules.ts';
import { ensureSchedules } from '../../workers/schedules.ts';
import { eventually } from '../support/eventually.ts';
import { createTestNamespace } from '../support/namespace.ts';

let client: Client;
const taskQueue = 'socialsync';
const ids = [
  'clean-up-logs',
  'notify-token-expiration',
  'refresh-expiring-tokens',
  'refresh-views',
  'repair-connections',
  'send-weekly-reports',
  'sync-all-connections',
  'watch-inboxes',
];

beforeAll(async () => {
  client = createTemporalClient({
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: await createTestNamespace(),
    TEMPORAL_TLS: false,
  });
  await ensureSchedules({ client, taskQueue }, { change: true });
});
afterAll(() => client.connection.close());

const describeOne = (id: string) => client.schedule.getHandle(id).describe();

test('the eight jobs are Schedules, each with its time in words', async () => {
  const found: string[] = [];
  await eventually(async () => {
    found.length = 0;
    for await (const { scheduleId } of client.schedule.list()) found.push(scheduleId);
    expect(found.sort()).toEqual(ids);
  });
  for (const id of ids) expect((await describeOne(id)).state.note).toMatch(/^(Daily|Sundays|Every)/);
});

test.each([
  ['refresh-expiring-tokens', '02:00:00', 1],
  ['sync-all-connections', '08:00:00', 1],
  ['notify-token-expiration', '09:00:00', 1],
  ['repair-connections', '10:00:00', 1],
  ['clean-up-logs', '03:00:00', 7],
])('%s runs at %s, every %i day(s)', async (id, time, days) => {
  const [first, second] = (await describeOne(id)).info.nextActionTimes;
  const minutesLate = (at: Date | undefined) =>
    ((at?.getTime() ?? 0) - Date.parse(`${at?.toISOString().slice(0, 10)}T${time}Z`)) / 60_000;
  expect(minutesLate(first)).toBeGreaterThanOrEqual(0);
  expect(minutesLate(first)).toBeLessThanOrEqual(5);
  const apart = ((second?.getTime() ?? 0) - (first?.getTime() ?? 0)) / 86_400_000;
  expect(Math.round(apart)).toBe(days);
});

test('made again, they stay as they are', async () => {
  const before = await Promise.all(ids.map(describeOne));
  await ensureSchedules({ client, taskQueue }, { change: true });
  const after = await Promise.all(ids.map(describeOne));
  expect(after.map(({ info }) => info.lastUpdatedAt)).toEqual(before.map(({ info }) => info.lastUpdatedAt));
});

test('what an operator paused stays paused, with the reason, also when the timetable changes', async () => {
  await client.schedule.getHandle('sync-all-connections').pause('TikTok is down');
  await ensureSchedules({ client, taskQueue: 'another' }, { change: true });
  expect(await describeOne('sync-all-connections')).toMatchObject({
    state: { paused: true, note: 'TikTok is down' },
    action: { taskQueue: 'another' },
  });
  expect(await describeOne('refresh-views')).toMatchObject({
    state: { paused: false, note: jobNotes.refreshViews },
    action: { taskQueue: 'another' },
  });
});

test('one that was deleted is made again; a worker that looks later changes none', async () => {
  await client.schedule.getHandle('refresh-views').delete();
  await ensureSchedules({ client, taskQueue }, { change: false });
  expect(await describeOne('refresh-views')).toMatchObject({ action: { taskQueue } });
  expect(await describeOne('clean-up-logs')).toMatchObject({ action: { taskQueue: 'another' } });
});

test('the Schedule of a plan that Temporal does not take is refused as such, a new one and a changed one', async () => {
  const schedules = createPlanSchedules(client, taskQueue);
  const scheduleWith = (start: string) => ({
    ...{
      planId: 7,
      starts: [new Date(start)],
      isPaused: false,
      operatorPause: null,
      overlap: 'wait' as const,
    },
    ...{ catchUpMinutes: 60, note: 'Daily', memo: {} },
  });
  await expect(schedules.keep(scheduleWith('2101-01-01'))).rejects.toThrow(ScheduleRefused);
  await schedules.keep(scheduleWith('2099-01-01'));
  await expect(schedules.keep(scheduleWith('2101-01-01'))).rejects.toThrow(ScheduleRefused);
});
