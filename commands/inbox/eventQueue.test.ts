import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { isDatabaseTrouble } from '../../db/failures.ts';
import { readInboxFigures } from '../../db/inboxEvents.ts';
import { rows } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { claimEvents, failEvent, putOffEvent, releaseEvents, settleEvent } from './eventQueue.ts';
import { storeEvents } from './storeEvents.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);
beforeEach(() => rows(`delete from inbox_events returning 1 as removed`));

/** Updates about these people, in this order. */
const arrive = (...people: (string | null)[]) =>
  storeEvents(
    'whatsapp',
    people.map((person) => ({ key: randomUUID(), accountId: '1', person, payload: JSON.stringify(person) })),
  );
const many = (count: number, person: string) => Array.from({ length: count }, () => person);
const claimed = async () => (await claimEvents()).map(({ payload }) => JSON.parse(payload) as string | null);
/** The time is over for which a reader had claimed what it did not finish. */
const leasesEnd = () =>
  rows(`update inbox_events set available_at = now() where state = 'new' returning 1 as x`);
const finish = async (events: { id: string }[]) => {
  for (const { id } of events) await settleEvent(id, null, { state: 'ignored', reason: 'tried' });
};

test('a reader that died with what it claimed holds up these people alone, and nothing overtakes it', async () => {
  await arrive(...many(100, 'ada'));
  expect(await claimed()).toHaveLength(100);
  await arrive('ada', 'bob', 'ada', null);
  expect(await claimed()).toEqual(['bob', null]);
  await leasesEnd();
  const taken = await claimEvents();
  expect(taken.map(({ id }) => id)).toEqual(
    taken.map(({ id }) => id).toSorted((a, b) => Number(a) - Number(b)),
  );
  expect(taken).toHaveLength(100);
  expect(await claimed()).toEqual(['bob', null]);
  await finish(taken);
  expect(await claimed()).toContain('ada');
});

test('two readers never work on one person at once', async () => {
  await arrive(...many(150, 'ada'), ...many(20, 'bob'));
  const batches = await Promise.all([claimed(), claimed(), claimed()]);
  const holders = batches.filter((batch) => batch.includes('ada'));
  expect(holders).toHaveLength(1);
  expect(batches.filter((batch) => batch.includes('bob'))).toHaveLength(1);
});

test('what failed is tried again before what follows of that person; once it is put aside, that goes on', async () => {
  await arrive('ada', 'ada', 'bob');
  const [first, second, other] = await claimEvents();
  await failEvent(first?.id ?? '', 'broken');
  await releaseEvents([second ?? { id: '0' }]);
  await finish([other ?? { id: '0' }]);
  expect(await claimed()).toEqual([]);
  for (let failures = 1; failures < 5; failures += 1) await failEvent(first?.id ?? '', 'broken');
  expect((await claimEvents()).map(({ id }) => id)).toEqual([second?.id]);
});

test('an echo that waits to be known holds up nothing', async () => {
  await arrive('ada', 'ada');
  const [echo, next] = await claimEvents();
  await settleEvent(echo?.id ?? '', null, { state: 'postponed', seconds: 60 });
  await releaseEvents([next ?? { id: '0' }]);
  expect((await claimEvents()).map(({ id }) => id)).toEqual([next?.id]);
});

test('trouble of ours puts an update aside only after a day, however often it meets it; failures of its own do at once', async () => {
  await arrive('ada', 'bob');
  const [ada, bob] = await claimEvents();
  for (let hours = 0; hours < 100; hours += 1) await putOffEvent(ada?.id ?? '', 'deadlock detected');
  for (let failures = 0; failures < 5; failures += 1) await failEvent(bob?.id ?? '', 'broken');
  expect(await readInboxFigures()).toEqual({ waiting: 1, quarantined: 1 });
  // Not asked again and again meanwhile, and nothing that follows waits for it.
  await arrive('ada');
  expect((await claimEvents()).map(({ id }) => id)).not.toContain(ada?.id);
});

test('a deadlock, a lock that is not to be had, and a connection that is lost are trouble of ours', async () => {
  const failure = (statement: string) => rows(statement).catch((error: unknown) => error);
  const raise = (code: string) => `do 'begin raise exception using errcode = ''${code}''; end'`;
  for (const code of ['40P01', '55P03', '57014', '53300', '08006'])
    expect({ code, isOurs: isDatabaseTrouble(await failure(raise(code))) }).toEqual({ code, isOurs: true });
  expect(isDatabaseTrouble(await failure(`select 1 / 0`))).toBe(false);
  expect(isDatabaseTrouble(new Error('the update is not understood'))).toBe(false);
});
