import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compareSchedules } from '../../commands/recurring/compareSchedules.ts';
import { changePlan } from '../../commands/recurring/writePlan.ts';
import { rows } from '../../db/query.ts';
import { findSchedules } from '../../workers/planSchedules.ts';
import type { Json } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import {
  aConnectedAccount,
  aPublisher,
  aValidatedImage,
  postIn,
  startPublishingStack,
  type Publisher,
} from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startPublishingStack();
});
afterAll(() => stack.close());

const path = '/api/scheduler/schedules';
const minute = 60_000;
/** A wall time of UTC so many minutes from now, and the instant that it is. */
function minutesAhead(count: number) {
  const at = new Date(Math.ceil((Date.now() + count * minute) / 1000) * 1000);
  return { time_of_day: at.toISOString().slice(11, 19), at: at.toISOString() };
}
/** No run falls due while a test lasts. */
const farAhead = () => minutesAhead(12 * 60).time_of_day;

async function aShop(platforms = ['twitter']): Promise<Publisher> {
  const shop = await aPublisher(stack, 'shop');
  for (const platform of platforms) await aConnectedAccount(stack, shop, platform);
  return { ...shop, client: shop.client.with({ 'accept-language': 'en' }) };
}

async function aPlan({ client }: Publisher, changes: object = {}): Promise<Json> {
  const plan = {
    name: 'Daily',
    frequency: 'daily',
    time_of_day: farAhead(),
    platforms: ['twitter'],
    ...changes,
  };
  const { status, body } = await client.post(`${path}/`, plan);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

const detailOf = async ({ client }: Publisher, id: number): Promise<Json> =>
  (await client.get(`${path}/${id}/`)).body;
const postsOf = async ({ client }: Publisher): Promise<Json[]> =>
  (await client.get('/api/scheduler/posts/')).body.results;

/** The last run of a plan, once it is settled. */
const settledRun = (shop: Publisher, id: number, states = ['made', 'skipped']): Promise<Json> =>
  eventually(async () => {
    const [run] = (await detailOf(shop, id)).runs;
    expect(states).toContain(run?.state);
    return run;
  });
const runNow = async (shop: Publisher, id: number): Promise<Json> => {
  expect((await shop.client.post(`${path}/${id}/run-now/`)).status).toBe(202);
  return settledRun(shop, id, ['made', 'skipped', 'held']);
};

const scheduleOf = (id: number) => stack.temporal.schedule.getHandle(`recurring/${id}`);
const describedSchedule = (id: number) => eventually(() => scheduleOf(id).describe());
/** The plan's Schedule is as its row says. */
const synced = (id: number) =>
  eventually(async () => {
    const found = await rows(
      'select id from recurring_schedules where id = $1 and synced_version = version',
      [id],
    );
    expect(found).toHaveLength(1);
  });
/** What workers do every minute, of plans that nobody touched for a while. */
async function look(id: number): Promise<number> {
  await rows(
    `update recurring_schedules set promised_at = now() - interval '1 hour' where id = $1 returning id`,
    [id],
  );
  return compareSchedules(await findSchedules(stack.temporal));
}

describe('a daily plan whose time is minutes ahead', () => {
  let shop: Publisher;
  let plan: Json;
  let at: string;
  let images: number[];
  beforeAll(async () => {
    shop = await aShop();
    images = [await aValidatedImage(stack, shop), await aValidatedImage(stack, shop)];
    const ahead = minutesAhead(7);
    ({ at } = ahead);
    plan = await aPlan(shop, {
      time_of_day: ahead.time_of_day,
      caption: 'Today, {date}: {prompt}',
      hashtags: '#light',
      late_policy: { action: 'skip', minutes: 30 },
    });
  });

  test('makes one post for that very time: the oldest image, the template filled in, its own late policy', async () => {
    const run = await settledRun(shop, plan.id);
    const posts = await postsOf(shop);
    expect(posts).toHaveLength(1);
    const [owner] = await rows<{ locale: string }>('select locale from users where id = $1', [shop.userId]);
    const words = new Intl.DateTimeFormat(owner?.locale, { dateStyle: 'long', timeZone: 'UTC' });
    expect(posts[0]).toMatchObject({
      status: 'scheduled',
      scheduled_time: new Date(at).toISOString(),
      caption: `Today, ${words.format(new Date(at))}: a lighthouse`,
      hashtags: '#light',
      image: { id: images[0] },
      late_policy: { action: 'skip', minutes: 30 },
    });
    expect(run).toMatchObject({
      kind: 'scheduled',
      state: 'made',
      reason: null,
      platforms: [{ platform: 'twitter', image: images[0], post: posts[0]?.id, problem: null }],
    });
  });

  test('its Schedule holds the next fifty times in UTC, a quarter of an hour early, told in words', async () => {
    const described = await describedSchedule(plan.id);
    expect(described.spec.calendars).toHaveLength(50);
    expect(described.state.note).toMatch(/^Daily at .+, UTC; twitter$/);
    expect(described.action.memo).toMatchObject({ plan: plan.id, platforms: ['twitter'] });
    const [next] = described.info.nextActionTimes;
    expect(next?.getTime()).toBe(Date.parse(at) + 24 * 60 * minute - 15 * minute);
  });

  test('triggered twice, it makes no second post', async () => {
    for (const times of [1, 2]) {
      await scheduleOf(plan.id).trigger();
      await eventually(async () => {
        const { numActionsTaken, recentActions } = (await scheduleOf(plan.id).describe()).info;
        expect(numActionsTaken).toBe(times);
        const { workflowId } = recentActions.at(-1)?.action.workflow ?? {};
        expect((await stack.describeWorkflow(workflowId ?? '')).status.name).toBe('COMPLETED');
      });
    }
    expect(await postsOf(shop)).toHaveLength(1);
  });

  test('deleted, its Schedule goes and its post stays', async () => {
    await describedSchedule(plan.id);
    expect((await shop.client.delete(`${path}/${plan.id}`)).status).toBe(204);
    await eventually(() => expect(scheduleOf(plan.id).describe()).rejects.toThrow(/not found/i));
    expect((await shop.client.get(`${path}/${plan.id}`)).status).toBe(404);
    expect((await shop.client.get(`${path}/`)).body.results).toEqual([]);
    expect(await postsOf(shop)).toMatchObject([{ status: 'scheduled' }]);
  });
});

describe('a Schedule in Temporal', () => {
  test('that an operator paused stays paused when the plan changes, and the plan says so until it goes on', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await scheduleOf(id).pause('X is down');
    await eventually(async () => {
      await look(id);
      expect(await detailOf(shop, id)).toMatchObject({
        state: 'paused_by_operator',
        paused_note: 'X is down',
        is_active: true,
        next_occurrence_at: null,
      });
    });
    await shop.client.patch(`${path}/${id}`, { name: 'Another name', time_of_day: '23:59' });
    await synced(id);
    expect((await scheduleOf(id).describe()).state).toMatchObject({ paused: true, note: 'X is down' });
    await scheduleOf(id).unpause('X is back');
    await eventually(async () => {
      await look(id);
      expect(await detailOf(shop, id)).toMatchObject({ state: 'active', paused_note: null });
    });
  });

  test('that an operator paused is paused again when it was deleted, or its plan had ended meanwhile', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await scheduleOf(id).pause('X is down');
    const stillPaused = async () => {
      expect((await describedSchedule(id)).state).toMatchObject({ paused: true, note: 'X is down' });
      expect(await detailOf(shop, id)).toMatchObject({
        state: 'paused_by_operator',
        paused_note: 'X is down',
      });
    };
    await eventually(async () => {
      await look(id);
      await stillPaused();
    });
    await scheduleOf(id).delete();
    // Temporal's list shows what was deleted for a while.
    await eventually(async () => {
      await look(id);
      await stillPaused();
    }, 60_000);

    const endsOn = (endDate: string | null) =>
      changePlan(shop.projectId, id, (plan) => ({ ...plan, startDate: '2026-01-01', endDate }));
    await endsOn('2026-01-02');
    await eventually(() => expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i));
    await synced(id);
    await endsOn(null);
    await synced(id);
    await stillPaused();
  }, 120_000);

  test('is paused and let go on by the product, which an operator cannot undo', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    expect((await shop.client.post(`${path}/${id}/pause`)).body).toMatchObject({
      is_active: false,
      state: 'paused',
    });
    await synced(id);
    expect((await scheduleOf(id).describe()).state).toMatchObject({
      paused: true,
      note: expect.stringMatching(/^Paused in SocialSync/),
    });
    await scheduleOf(id).unpause();
    await eventually(async () => {
      await look(id);
      expect((await scheduleOf(id).describe()).state.paused).toBe(true);
    });
    expect((await shop.client.patch(`${path}/${id}`, { is_active: true })).body).toMatchObject({
      state: 'active',
    });
    await synced(id);
    expect((await scheduleOf(id).describe()).state.paused).toBe(false);
  });

  test('that was deleted comes back', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await scheduleOf(id).delete();
    await eventually(async () => {
      await look(id);
      expect((await scheduleOf(id).describe()).spec.calendars).toHaveLength(50);
    });
  });

  test.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;INTERVAL=2',
    'FREQ=YEARLY;INTERVAL=40',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
  ])('is made of a plan as rare as %s, and its preview stays within what Temporal knows', async (rrule) => {
    const shop = await aShop();
    const start_date = `${new Date().getUTCFullYear() + 1}-11-01`;
    const { id } = await aPlan(shop, { frequency: 'rrule', rrule, start_date });
    await synced(id);
    const { occurrences } = (await shop.client.get(`${path}/${id}/preview/`)).body;
    expect(occurrences.length).toBeGreaterThan(0);
    for (const { at } of occurrences) expect(at).toMatch(/^20\d\d-/);
    const [next] = (await scheduleOf(id).describe()).info.nextActionTimes;
    expect(next?.getTime()).toBe(Date.parse(occurrences[0].at) - 15 * minute);
    expect(await detailOf(shop, id)).toMatchObject({ state: 'active', problem: null });
  });

  test('that Temporal refuses makes its plan say so', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await rows(`update recurring_schedules set schedule_refused_at = now() where id = $1 returning id`, [id]);
    expect(await detailOf(shop, id)).toMatchObject({
      state: 'not_scheduled',
      next_occurrence_at: null,
      problem: { code: 'plan_schedule_refused', message: expect.stringContaining('workflow service') },
    });
  });

  test('of a plan that has ended is gone, and is not missed', async () => {
    const shop = await aShop();
    const yesterday = new Date(Date.now() - 24 * 60 * minute).toISOString().slice(0, 10);
    const { id } = await aPlan(shop, { start_date: '2026-01-01' });
    await changePlan(shop.projectId, id, (plan) => ({ ...plan, endDate: yesterday }));
    await synced(id);
    expect(await detailOf(shop, id)).toMatchObject({ state: 'ended', next_occurrence_at: null });
    expect(await look(id)).toBe(0);
    await expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i);
    expect((await shop.client.patch(`${path}/${id}`, { name: 'As it was' })).status).toBe(200);
    const { status, body } = await shop.client.patch(`${path}/${id}`, { time_of_day: '09:00' });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['end_date'] });
  });
});

test('a project that is deleted takes its plans along', async () => {
  const shop = await aShop();
  const { id } = await aPlan(shop);
  await synced(id);
  const { body: project } = await shop.client.post('/api/v1/projects', { name: 'Another' });
  expect(project.id).toEqual(expect.any(String));
  const { status } = await shop.client.delete(`/api/v1/projects/${shop.projectId}`);
  expect(status).toBe(204);
  await eventually(() => expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i));
});

describe('a run', () => {
  test('takes each image once a platform, and says when none is left', async () => {
    const shop = await aShop(['twitter', 'linkedin']);
    const images = [await aValidatedImage(stack, shop), await aValidatedImage(stack, shop)];
    // In different words, for X refuses to say the same twice.
    const { id: first } = await aPlan(shop, { caption: '{prompt}, at first' });
    const { id: both } = await aPlan(shop, { platforms: ['twitter', 'linkedin'] });
    expect((await runNow(shop, first)).platforms).toMatchObject([{ platform: 'twitter', image: images[0] }]);
    // Each platform gets the next that it has not had: a post for each.
    const { platforms } = await runNow(shop, both);
    expect(platforms).toMatchObject([
      { platform: 'twitter', image: images[1] },
      { platform: 'linkedin', image: images[0] },
    ]);
    expect(platforms[0].post).not.toBe(platforms[1].post);
    expect(await runNow(shop, first)).toMatchObject({
      state: 'skipped',
      reason: { code: 'no_image_left', message: expect.stringContaining('No validated image') },
    });
    expect(await detailOf(shop, first)).toMatchObject({
      state: 'active',
      problem: { code: 'no_image_left' },
    });
  });

  test('publishes where it can, and says of the other platforms why not', async () => {
    const shop = await aShop();
    await aValidatedImage(stack, shop);
    const plan = await aPlan(shop, { platforms: ['linkedin', 'twitter'] });
    expect(plan.warnings).toMatchObject([{ platform: 'linkedin', code: 'no_connection' }]);
    const run = await runNow(shop, plan.id);
    expect(run.state).toBe('made');
    const verdicts = Object.fromEntries(run.platforms.map((each: Json) => [each.platform, each]));
    expect(verdicts).toMatchObject({
      linkedin: {
        post: null,
        problem: { code: 'no_connection', message: expect.stringContaining('LinkedIn') },
      },
      twitter: { post: expect.any(Number), problem: null },
    });
    const { targets } = await postIn(shop, verdicts.twitter.post, ['posted']);
    expect(targets).toMatchObject([{ platform: 'twitter', state: 'published' }]);
  });

  test('beside that of another plan takes another image', async () => {
    const shop = await aShop();
    const images = [await aValidatedImage(stack, shop), await aValidatedImage(stack, shop)];
    const plans = await Promise.all(['one', 'two', 'three'].map((caption) => aPlan(shop, { caption })));
    const runs = await Promise.all(plans.map(({ id }) => runNow(shop, id)));
    expect(runs.map(({ state }) => state).sort()).toEqual(['made', 'made', 'skipped']);
    const taken = runs.filter(({ state }) => state === 'made').map(({ platforms }) => platforms[0].image);
    expect(taken.sort()).toEqual(images);
  });

  test('takes only images with the tag of its plan', async () => {
    const shop = await aShop();
    const untagged = await aValidatedImage(stack, shop);
    const tagged = await aValidatedImage(stack, shop);
    await rows(
      `with tag as (insert into tags (project_id, name) values ($1, 'Beach') returning id)
       insert into image_tags (image_id, tag_id, position) select $2, id, 0 from tag returning image_id`,
      [shop.projectId, tagged],
    );
    const { id } = await aPlan(shop, { tag: 'beach', caption: '{tags} {prompt}' });
    expect((await runNow(shop, id)).platforms).toMatchObject([{ image: tagged }]);
    expect(await postsOf(shop)).toMatchObject([{ caption: '#Beach a lighthouse' }]);
    expect((await runNow(shop, id)).reason.code).toBe('no_image_left');
    expect(untagged).toBeLessThan(tagged);
  });

  test('has its caption written by AI, and takes the template when the model refuses', async () => {
    const shop = await aShop();
    const images = [await aValidatedImage(stack, shop), await aValidatedImage(stack, shop)];
    const subject = `a comet ${shop.username}`;
    await rows(`update images set prompt = $2 where id = any($1) returning id`, [images, subject]);
    const { id } = await aPlan(shop, { caption_by: 'ai', caption: 'by the template' });
    expect(await runNow(shop, id)).toMatchObject({ state: 'made', caption_problem: null });
    expect(await postsOf(shop)).toMatchObject([{ caption: `Discover: ${subject}` }]);
    await stack.sandbox.fault({ standIn: 'openai', fault: 'refuse', match: subject });
    expect(await runNow(shop, id)).toMatchObject({
      state: 'made',
      caption_problem: expect.stringContaining('template'),
    });
    expect((await postsOf(shop)).map(({ caption }) => caption)).toContain('by the template');
  });

  test('without an image has one generated, and makes the post once it is validated', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop, { when_no_image: 'generate', prompt: 'a harbour', tag: 'made' });
    const held = await runNow(shop, id);
    expect(held).toMatchObject({
      state: 'held',
      reason: { code: 'image_to_validate' },
      image: expect.any(Number),
    });
    expect(await postsOf(shop)).toEqual([]);
    await eventually(async () => {
      const { status } = await shop.client.patch(`/api/images/${held.image}/validate/`, {
        action: 'validate',
      });
      expect(status).toBe(200);
    });
    const made = await settledRun(shop, id);
    expect(made).toMatchObject({ id: held.id, state: 'made', platforms: [{ image: held.image }] });
    expect(await postsOf(shop)).toMatchObject([{ image: { id: held.image }, caption: 'a harbour' }]);
  });

  test('of a paused plan is made when a person orders it, and not when its time comes', async () => {
    const shop = await aShop();
    const image = await aValidatedImage(stack, shop);
    const { id } = await aPlan(shop, { time_of_day: minutesAhead(7).time_of_day, is_active: false });
    await synced(id);
    await scheduleOf(id).trigger();
    await eventually(async () => {
      const { recentActions } = (await scheduleOf(id).describe()).info;
      const { workflowId } = recentActions.at(-1)?.action.workflow ?? {};
      expect((await stack.describeWorkflow(workflowId ?? '')).status.name).toBe('COMPLETED');
    });
    expect((await detailOf(shop, id)).runs).toEqual([]);
    expect(await runNow(shop, id)).toMatchObject({ kind: 'now', state: 'made', platforms: [{ image }] });
  });

  test('that was missed for longer than the plan makes up for is told as missed', async () => {
    const shop = await aShop();
    await aValidatedImage(stack, shop);
    const { id } = await aPlan(shop, { time_of_day: minutesAhead(-120).time_of_day, catch_up_minutes: 60 });
    await synced(id);
    await rows(
      `update recurring_schedules set owed_from = now() - interval '25 hours' where id = $1 returning id`,
      [id],
    );
    await scheduleOf(id).trigger();
    const runs = await eventually(async () => {
      const found = (await detailOf(shop, id)).runs;
      expect(found).toHaveLength(1);
      return found as Json[];
    });
    expect(runs[0]).toMatchObject({ state: 'skipped', reason: { code: 'occurrence_missed' } });
    expect(await postsOf(shop)).toEqual([]);
  });

  test('whose time is changed once its post is made makes no second post of that day', async () => {
    const shop = await aShop();
    await aValidatedImage(stack, shop);
    await aValidatedImage(stack, shop);
    const { id } = await aPlan(shop, { time_of_day: minutesAhead(7).time_of_day });
    await settledRun(shop, id);
    const later = minutesAhead(9);
    const patched = await shop.client.patch(`${path}/${id}/`, { time_of_day: later.time_of_day });
    expect(patched.status).toBe(200);
    const run = await eventually(async () => {
      const found = (await detailOf(shop, id)).runs.find(
        ({ occurrence_at: at }: Json) => Date.parse(at) === Date.parse(later.at),
      );
      expect(found).toBeDefined();
      return found;
    });
    expect(run).toMatchObject({ state: 'skipped', reason: { code: 'day_is_done' } });
    expect(await postsOf(shop)).toHaveLength(1);
  });

  test('that was missed for less makes its post late', async () => {
    const shop = await aShop();
    await aValidatedImage(stack, shop);
    const late = minutesAhead(-10);
    const { id } = await aPlan(shop, { time_of_day: late.time_of_day });
    await synced(id);
    await rows(
      `update recurring_schedules set owed_from = now() - interval '1 hour' where id = $1 returning id`,
      [id],
    );
    await scheduleOf(id).trigger();
    expect(await settledRun(shop, id)).toMatchObject({ state: 'made', occurrence_at: late.at });
  });
});

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
});
