import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { aValidatedImage, postIn, startPublishingStack, type Publisher } from '../support/publishing.ts';
import {
  aPlan,
  aPlanner,
  detailOf,
  minute,
  minutesAhead,
  noonClocks,
  path,
  postsOf,
  runNow,
  schedulesOf,
  settledRun,
  synced,
} from '../support/recurring.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startPublishingStack();
});
afterAll(() => stack.close());

const aShop = (platforms?: string[]) => aPlanner(stack, platforms);
const { describedSchedule, scheduleOf } = schedulesOf(() => stack);

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
    expect(await postsOf(shop)).toMatchObject([{ caption: `✨ ${subject}` }]);
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

  test('that finds no image tells the owner by one mail, and by another once a post was made in between', async () => {
    const shop = await aShop();
    const { id, name } = await aPlan(shop, { name: 'Mondays' });
    const told = async (count: number) =>
      eventually(async () => {
        const mails = await stack.sandbox.mails(shop.email);
        expect(mails).toHaveLength(count);
        return mails.map(({ subject, text }) => `${subject} ${text}`).join();
      });
    for (let times = 0; times < 2; times += 1)
      expect((await runNow(shop, id)).reason.code).toBe('no_image_left');
    const words = await told(1);
    expect(words).toContain(name);
    expect(words).toContain(`/dashboard/plans?plan=${id}`);

    await aValidatedImage(stack, shop);
    expect((await runNow(shop, id)).state).toBe('made');
    await shop.client.patch(`${path}/${id}/`, { when_no_image: 'generate', prompt: 'a harbour' });
    const { image } = await runNow(shop, id);
    expect(await told(2)).toContain(`/dashboard/images/${image}`);
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
      `update recurring_schedules set owed_from = now() - interval '25 hours', start_date = start_date - 2
       where id = $1 returning id`,
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
    const { timezone, hoursAhead } = noonClocks();
    const { id } = await aPlan(shop, { timezone, time_of_day: minutesAhead(7, hoursAhead).time_of_day });
    await settledRun(shop, id);
    const later = minutesAhead(9, hoursAhead);
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
      // It may have been due yesterday, by UTC.
      `update recurring_schedules set owed_from = now() - interval '1 hour', start_date = start_date - 2
       where id = $1 returning id`,
      [id],
    );
    await scheduleOf(id).trigger();
    expect(await settledRun(shop, id)).toMatchObject({ state: 'made', occurrence_at: late.at });
  });
});
