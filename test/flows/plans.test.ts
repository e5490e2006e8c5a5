import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aConnectedAccount, aValidatedImage, startPublishingStack } from '../support/publishing.ts';
import { aPlan, aPlanner, path, postsOf, runNow } from '../support/recurring.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startPublishingStack();
});
afterAll(() => stack.close());

const aShop = (platforms?: string[]) => aPlanner(stack, platforms);

describe('a plan is refused', () => {
  test.each([
    [{ frequency: 'weekly' }, 'days_of_week'],
    [{ frequency: 'monthly' }, 'day_of_month'],
    [{ frequency: 'rrule' }, 'rrule'],
    [{ frequency: 'rrule', rrule: 'FREQ=HOURLY' }, 'rrule'],
    [{ frequency: 'rrule', rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31' }, 'rrule'],
    [{ frequency: 'rrule', rrule: 'FREQ=YEARLY;BYYEARDAY=1,2,3,4;BYSETPOS=200' }, 'rrule'],
    [{ time_of_day: '25:00' }, 'time_of_day'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ platforms: ['whatsapp'] }, 'platforms.0'],
    [{ platforms: ['myspace'] }, 'platforms.0'],
    [{ platforms: ['reddit'] }, 'options.subreddit'],
    [{ caption: 'see {prmpt}' }, 'caption'],
    [{ caption: 'see { Prénom }' }, 'caption'],
    [{ hashtags: '{tags} #light' }, 'hashtags'],
    [{ when_no_image: 'generate' }, 'prompt'],
    [{ start_date: '2027-01-02', end_date: '2027-01-01' }, 'end_date'],
    [{ start_date: '2026-01-01', end_date: '2026-01-02' }, 'end_date'],
    [{ days_of_week: ['monday'] }, 'days_of_week'],
    [{ day_of_month: 3 }, 'day_of_month'],
    [{ rrule: 'FREQ=DAILY' }, 'rrule'],
    [{ frequency: 'weekly', days_of_week: ['monday'], day_of_month: 'last' }, 'day_of_month'],
    [{ start_date: '2101-01-01' }, 'start_date'],
    [{ start_date: '9999-12-31' }, 'start_date'],
    [{ start_date: '0000-01-01' }, 'start_date'],
    [{ connection_ids: ['00000000-0000-4000-8000-000000000000'] }, 'connection_ids.0'],
  ])('with %j, naming %s', async (changes, field) => {
    const shop = await aShop();
    const plan = { name: 'Plan', frequency: 'daily', time_of_day: '10:00:00', platforms: ['twitter'] };
    const { status, body } = await shop.client.post(`${path}/`, { ...plan, ...changes });
    expect(status).toBe(400);
    expect(Object.keys(body.details)).toContain(field);
  });

  test.each([
    ['a caption', { platforms: ['instagram'], caption: 'x'.repeat(3000) }, 'caption'],
    ['a template', { platforms: ['instagram'], caption: `{prompt} ${'x'.repeat(2201)}` }, 'caption'],
    ['hashtags', { platforms: ['instagram'], hashtags: '#x '.repeat(40) }, 'hashtags'],
    [
      'a title',
      { platforms: ['reddit'], options: { subreddit: 'x', title: 'x'.repeat(400) } },
      'options.title',
    ],
  ])('with %s that no run could publish, whatever is filled in', async (_, changes, field) => {
    const shop = await aShop();
    const plan = { name: 'Plan', frequency: 'daily', time_of_day: '10:00:00' };
    const { status, body } = await shop.client.post(path, { ...plan, ...changes });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: [field] });
  });

  test('with two accounts of a platform, unless it names one', async () => {
    const shop = await aShop();
    const second = await aConnectedAccount(stack, shop, 'twitter');
    const plan = { name: 'Plan', frequency: 'daily', time_of_day: '10:00:00', platforms: ['twitter'] };
    const refused = await shop.client.post(path, plan);
    expect(refused.body.details.connection_ids[0]).toContain('in connection_ids');
    const ofAnother = { ...plan, platforms: ['linkedin'], connection_ids: [second.id] };
    expect((await shop.client.post(path, ofAnother)).body.details).toEqual({
      'connection_ids.0': [expect.stringContaining('is of X,')],
    });
    const untaken = { ...plan, connection_ids: [second.id], options: { title: 'x' } };
    expect((await shop.client.post(path, untaken)).body.details).toEqual({
      'options.title': [expect.stringMatching(/\bX\b/)],
    });
    const named = { ...plan, connection_ids: [second.id] };
    expect((await shop.client.post(path, named)).body).toMatchObject({
      connection_ids: [second.id],
      warnings: [],
    });
  });
});

test('a plan has the shape of the specification, in the zone of its project; an edit that says nothing keeps it', async () => {
  const shop = await aShop();
  await shop.client.patch(`/api/v1/projects/${shop.projectId}`, { timezone: 'Europe/Paris' });
  const plan = await aPlan(shop, { name: 'Posts quotidiens', time_of_day: '10:00:00', is_active: true });
  const described = {
    ...{ id: plan.id, name: 'Posts quotidiens', frequency: 'daily', time_of_day: '10:00:00' },
    ...{ platforms: ['twitter'], is_active: true, created_at: plan.created_at, timezone: 'Europe/Paris' },
  };
  expect((await shop.client.get(`${path}/`)).body).toMatchObject({ count: 1, results: [described] });
  expect((await shop.client.patch(`${path}/${plan.id}/`, {})).body).toMatchObject(described);
});

test('a plan takes a rule with its usual prefix, hashtags without their sign, and placeholders in capitals', async () => {
  const shop = await aShop();
  await aValidatedImage(stack, shop);
  const plan = await aPlan(shop, {
    ...{ frequency: 'rrule', rrule: 'RRULE:FREQ=DAILY;INTERVAL=2' },
    ...{ caption: '{Prompt}, { PROMPT }', hashtags: 'light #sea' },
  });
  expect(plan).toMatchObject({ rrule: 'FREQ=DAILY;INTERVAL=2', hashtags: '#light #sea' });
  expect(await runNow(shop, plan.id)).toMatchObject({ id: expect.any(Number), state: 'made' });
  expect(await postsOf(shop)).toMatchObject([{ caption: 'a lighthouse, a lighthouse' }]);
});

test('half of a late policy leaves the other half as it is', async () => {
  const shop = await aShop();
  const { id, late_policy } = await aPlan(shop, { late_policy: { minutes: 30 } });
  expect(late_policy).toEqual({ action: 'ask', minutes: 30 });
  const edit = async (policy: object) =>
    (await shop.client.patch(`${path}/${id}`, { late_policy: policy })).body.late_policy;
  expect(await edit({ action: 'skip' })).toEqual({ action: 'skip', minutes: 30 });
  expect(await edit({ minutes: 45 })).toEqual({ action: 'skip', minutes: 45 });
});

test('a plan that takes another frequency leaves behind what only the first one had', async () => {
  const shop = await aShop();
  const { id } = await aPlan(shop, { frequency: 'weekly', days_of_week: ['monday'] });
  const edit = async (changes: object) => (await shop.client.patch(`${path}/${id}`, changes)).body;
  expect(await edit({ frequency: 'monthly', day_of_month: 3 })).toMatchObject({
    days_of_week: [],
    day_of_month: 3,
  });
  expect(await edit({ frequency: 'daily' })).toMatchObject({ day_of_month: null });
});

test('a preview shows ten times in the zone of the plan, and what daylight saving makes of them', async () => {
  const shop = await aShop();
  const { id } = await aPlan(shop, {
    frequency: 'rrule',
    rrule: 'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU',
    time_of_day: '02:30',
    timezone: 'Europe/Paris',
    start_date: '2027-01-01',
  });
  const { body } = await shop.client.get(`${path}/${id}/preview/`);
  expect(body.occurrences).toHaveLength(10);
  expect(body.occurrences.slice(0, 2)).toMatchObject([
    { local_time: '2027-03-28T03:00:00+02:00', note: { code: 'clocks_skip_it' } },
    {
      local_time: '2027-10-31T02:30:00+02:00',
      note: { code: 'clocks_show_it_twice', message: expect.stringContaining('02:30:00') },
    },
  ]);
});

test('the times of a plan are told before there is one, and nothing is kept', async () => {
  const shop = await aShop();
  const times = { frequency: 'weekly', time_of_day: '10:00', timezone: 'Europe/Paris' };
  const { status, body } = await shop.client.post(`${path}/preview/?count=3`, {
    ...{ ...times, days_of_week: ['monday'], start_date: '2027-03-20' },
  });
  expect({ status, timezone: body.timezone }).toEqual({ status: 200, timezone: 'Europe/Paris' });
  expect(body.occurrences.map((each: { local_time: string }) => each.local_time)).toEqual([
    '2027-03-22T10:00:00+01:00',
    '2027-03-29T10:00:00+02:00',
    '2027-04-05T10:00:00+02:00',
  ]);
  const refused = async (request: object) =>
    Object.keys((await shop.client.post(`${path}/preview/`, { ...times, ...request })).body.details);
  expect(await refused({})).toEqual(['days_of_week']);
  expect(await refused({ frequency: 'rrule', rrule: 'FREQ=HOURLY' })).toEqual(['rrule']);
  expect((await shop.client.get(`${path}/`)).body.count).toBe(0);
  const most = (count: number) =>
    shop.client.post(`${path}/preview/?count=${count}`, { ...times, frequency: 'daily' });
  expect((await most(100)).body.occurrences).toHaveLength(100);
  expect(await most(101)).toMatchObject({
    status: 400,
    body: { details: { count: [expect.stringContaining('100')] } },
  });
});
