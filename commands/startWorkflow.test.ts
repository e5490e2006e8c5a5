import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase, transaction } from '../db/connection.ts';
import { Outbox } from '../db/models/outbox.ts';
import { rows } from '../db/query.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { claimOutbox } from './outbox.ts';
import { wakeWorkflowSoon } from './startWorkflow.ts';

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 3 });
});
afterAll(closeDatabase);
beforeEach(() => Outbox.destroy({ where: {} }));

const wakeSoon = () => wakeWorkflowSoon('notifyTokenExpiration', {}, null);
const secondsUntil = (instant: Date) => (instant.getTime() - Date.now()) / 1000;
const makeDue = () => rows(`update outbox set available_at = clock_timestamp() returning 1 as due`);

test('all that ask within a minute share one wake-up', async () => {
  for (let count = 0; count < 40; count += 1) await wakeSoon();
  const [wake, ...others] = await Outbox.findAll();
  expect(others).toEqual([]);
  expect(wake).toMatchObject({ action: 'wake', workflow: 'notifyTokenExpiration', input: {} });
  expect(secondsUntil(wake?.availableAt ?? new Date())).toBeGreaterThan(50);
});

test('who asks after it was handed over gets another: that one may have read already', async () => {
  await wakeSoon();
  await makeDue();
  expect(await claimOutbox()).toHaveLength(1);
  await wakeSoon();
  expect(await Outbox.count()).toBe(2);
});

test('it is not handed over before those who share it have committed, and none of them waits for another', async () => {
  await wakeSoon();
  const shared = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const slow = transaction(async () => {
    await wakeSoon();
    shared.resolve();
    await over.promise;
  });
  await shared.promise;
  await transaction(wakeSoon);
  expect(await Outbox.count()).toBe(1);
  await makeDue();
  expect(await claimOutbox()).toEqual([]);
  over.resolve();
  await slow;
  expect(await claimOutbox()).toHaveLength(1);
});
