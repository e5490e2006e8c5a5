import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Json } from '../support/apiClient.ts';
import { connect } from '../support/connecting.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { sandboxAccounts } from '../support/sandboxAccounts.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** As long as the sandbox's page and the README let two months be. */
const twoMonthsSeconds = 61 * 24 * 60 * 60;
/** They tell no figures, and say so. */
const silent = ['linkedin', 'whatsapp'];
/** Their tokens end with the two months, and nothing renews one that has ended. */
const ended = ['instagram', 'linkedin'];

let stack: TestStack;
let ada: TestPerson;
let before: Json[];
beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  ada = await aPerson(stack.api, 'ada');
  for (const [platform, account] of Object.entries(sandboxAccounts))
    await connect(stack.api, ada, platform, account);
  before = await statsAfter('1970-01-01T00:00:00.000Z', Object.keys(sandboxAccounts));
});
afterAll(() => stack.close());

/** The latest figures, once the platforms' accounts were synced after `since`. */
const statsAfter = (since: string, platforms: string[]): Promise<Json[]> =>
  eventually(async () => {
    const { body } = await ada.client.get('/api/social-media/stats');
    const synced = body.filter((each: Json) => each.last_synced_at > since);
    expect(synced.map(({ platform }: Json) => platform)).toEqual(expect.arrayContaining(platforms));
    return body;
  });

test('a project sees all of its accounts, with nulls where a platform tells no figures', () => {
  expect(before.map(({ platform }) => platform)).toEqual(Object.keys(sandboxAccounts).sort());
  for (const { platform, followers, recorded_at: recordedAt } of before)
    expect({ platform, told: followers !== null, dated: recordedAt !== null }).toEqual({
      platform,
      told: !silent.includes(platform),
      dated: !silent.includes(platform),
    });
});

test('after two months at the platforms the next sync shows what grew, and who is needed', async () => {
  await stack.sandbox.control('clock', { advanceSeconds: twoMonthsSeconds });
  const since = new Date().toISOString();
  expect((await ada.client.post('/api/social-media/sync', {})).status).toBe(202);
  const alive = Object.keys(sandboxAccounts).filter((platform) => !ended.includes(platform));
  const after = await statsAfter(since, alive);
  for (const [index, { platform, followers }] of after.entries())
    if (alive.includes(platform) && !silent.includes(platform))
      expect({ platform, grown: followers > before[index].followers }).toEqual({ platform, grown: true });

  for (const { connection_id: id, platform } of after)
    await eventually(async () => {
      const { body } = await ada.client.get(`/api/social-media/connections/${id}/status`);
      const status = ended.includes(platform) ? 'expired' : 'active';
      const reason = ended.includes(platform) ? 'token_expired' : null;
      expect({ platform, status: body.status, reason: body.reason_code }).toEqual({
        platform,
        status,
        reason,
      });
      expect({ platform, told: body.what_to_do !== null }).toEqual({ platform, told: status !== 'active' });
    });
});

test('the history has a row for each day of our own clock, the last of that day: no day is made up', async () => {
  const { body } = await ada.client.get('/api/social-media/stats/history?platform=tiktok&days=90');
  const [latest] = (await ada.client.get('/api/social-media/stats?platform=tiktok')).body;
  expect(new Set(body.map(({ date }: Json) => date)).size).toBe(body.length);
  expect(body.at(-1)).toMatchObject({ followers: latest.followers, recorded_at: latest.recorded_at });
});
