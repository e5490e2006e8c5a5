import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase, database } from '../db/connection.ts';
import { Outbox } from '../db/models/outbox.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { planOf } from '../test/support/queryPlan.ts';
import { claimOutbox, settleOutbox, type DeliveryOutcome } from './outbox.ts';
import { cancelWorkflow, startWorkflow, wakeWorkflow } from './startWorkflow.ts';

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 2 });
});
afterAll(closeDatabase);
beforeEach(() => Outbox.destroy({ where: {} }));

const away = { error: 'no connection', refused: false };
const no = { error: 'no such thing', refused: true };

/** Takes what is there, waiting or not, and settles all of it in the same way. */
async function attempt(outcome: Omit<DeliveryOutcome, 'id'>): Promise<void> {
  await database().query('update outbox set available_at = now()');
  await settleOutbox((await claimOutbox()).map(({ id }) => ({ id, ...outcome })));
}

const only = () => Outbox.findOne({ rejectOnEmpty: true });

test('a promise is given up after ten refusals, however long Temporal was away before', async () => {
  await startWorkflow('generateImage', { imageId: 1 }, null);
  for (let count = 0; count < 12; count += 1) await attempt(away);
  for (let count = 0; count < 9; count += 1) await attempt(no);
  expect(await only()).toMatchObject({ attempts: 21, refusals: 9, deadAt: null });

  await attempt(away);
  expect(await only()).toMatchObject({ refusals: 9, deadAt: null, lastError: 'no connection' });
  await attempt(no);
  expect(await only()).toMatchObject({ refusals: 10, deadAt: expect.any(Date), lastError: 'no such thing' });
  expect(await claimOutbox()).toEqual([]);
});

test('each promise of a batch is settled by its own outcome', async () => {
  for (const imageId of [1, 2, 3]) await startWorkflow('generateImage', { imageId }, null);
  const [taken, refused, waiting] = (await claimOutbox()).map(({ id }) => id).sort();
  const outcomes = [
    { id: taken ?? '', error: null, refused: false },
    { id: refused ?? '', ...no },
    { id: waiting ?? '', ...away },
  ];
  await settleOutbox(outcomes);
  expect(await Outbox.findAll({ order: ['id'] })).toMatchObject([
    { id: refused, refusals: 1, lastError: 'no such thing' },
    { id: waiting, refusals: 0, lastError: 'no connection' },
  ]);
});

test('what failed waits longer each time, and five seconds at most', async () => {
  await startWorkflow('generateImage', { imageId: 1 }, null);
  const waits: number[] = [];
  for (let count = 0; count < 8; count += 1) {
    await attempt(away);
    const { availableAt } = await only();
    waits.push(availableAt.getTime() - Date.now());
  }
  expect(waits[0]).toBeLessThan(1_000);
  expect(waits.at(-1)).toBeGreaterThan(3_000);
  expect(waits.at(-1)).toBeLessThanOrEqual(5_000);
});

test('of one workflow each promise is handed over after the one before it, others beside it', async () => {
  const connectionId = 'the one';
  await startWorkflow('syncConnection', { connectionId }, null);
  await cancelWorkflow('syncConnection', { connectionId }, null);
  await startWorkflow('syncConnection', { connectionId: 'another' }, null);
  await wakeWorkflow('syncConnection', { connectionId }, null);
  const taken = async () => {
    const claimed = (await claimOutbox()).sort((one, other) => Number(one.id) - Number(other.id));
    return claimed.map(({ id, action, input }) => ({ id, done: { action, ...input } }));
  };
  const settle = (promises: { id: string }[], outcome: Omit<DeliveryOutcome, 'id'>) =>
    settleOutbox(promises.map(({ id }) => ({ id, ...outcome })));

  const first = await taken();
  expect(first.map(({ done }) => done)).toEqual([
    { action: 'start', connectionId },
    { action: 'start', connectionId: 'another' },
  ]);
  // Neither another dispatcher, nor anybody while the first is to be tried again, hands over what follows it.
  expect(await taken()).toEqual([]);
  await settle(first, away);
  expect(await taken()).toEqual([]);
  await database().query('update outbox set available_at = now()');
  const again = await taken();
  expect(again).toEqual(first);
  await settle(again, { error: null, refused: false });

  const second = await taken();
  expect(second).toMatchObject([{ done: { action: 'cancel', connectionId } }]);
  // What was given up holds up nothing.
  await database().query(`update outbox set dead_at = now() where action = 'cancel'`);
  expect(await taken()).toMatchObject([{ done: { action: 'wake', connectionId } }]);
});

test('what is promised for later holds up nothing that is due before', async () => {
  await startWorkflow('sendMail', { mailId: 'a mail' }, null, 60_000);
  await startWorkflow('sendMail', { mailId: 'a mail' }, null);
  expect(await claimOutbox()).toHaveLength(1);
});

test('what came before is found by its index', async () => {
  await startWorkflow('generateImage', { imageId: 1 }, null);
  expect(await planOf('update outbox set attempts', claimOutbox)).toContain('outbox_of_workflow');
});
