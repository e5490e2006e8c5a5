import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { claimCommit } from '../../commands/ledger/claimCommit.ts';
import type { Connection } from '../../db/models/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { changesBy, conflict } from '../support/postChanges.ts';
import { aPublisher, aValidatedImage, type Publisher } from '../support/publishing.ts';
import {
  anAccount,
  aScheduledPost,
  contentVersionOf,
  hours,
  promisesOf,
  putInto,
} from '../support/scheduling.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let shop: Publisher;
let account: Connection;

beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
});
beforeEach(async () => {
  shop = await aPublisher({ api });
  account = await anAccount(api, shop);
});
afterAll(() => api.close());

const { patch, kindsOf } = changesBy(() => shop);

describe('an edit', () => {
  test('of the content raises its version, prepares anew what was prepared, and wakes the workflow', async () => {
    const { id } = await aScheduledPost(shop);
    await promisesOf(id);
    await rows(
      `update publications set state = 'prepared', handle_encrypted = '\\x01', handle_version = 1,
         handle_until = now() where post_id = $1 returning id`,
      [id],
    );
    const { status, body } = await patch(id, { caption: 'Nouvelle légende', hashtags: '#new' });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { caption: 'Nouvelle légende', hashtags: '#new', targets: [{ state: 'planned' }] },
    });
    expect(await contentVersionOf(id)).toBe(2);
    expect(await row('select handle_encrypted as handle from publications where post_id = $1', [id])).toEqual(
      { handle: null },
    );
    expect(await promisesOf(id)).toEqual(['wake']);
    expect(await kindsOf(id)).toEqual(['created', 'edited', 'edited']);
  });

  test('of the time changes no content: what is prepared stays', async () => {
    const { id } = await aScheduledPost(shop);
    await rows(`update publications set state = 'prepared' where post_id = $1 returning id`, [id]);
    await promisesOf(id);
    const time = hours(48);
    const { body } = await patch(id, { scheduled_time: time });
    expect(body).toMatchObject({ scheduled_time: time, targets: [{ state: 'prepared' }] });
    expect(await contentVersionOf(id)).toBe(1);
    expect(await promisesOf(id)).toEqual(['wake']);
    expect(await kindsOf(id)).toEqual(['created', 'rescheduled']);
  });

  test('that changes nothing writes nothing', async () => {
    const { id, caption, scheduled_time } = await aScheduledPost(shop, { first_comment: undefined });
    await promisesOf(id);
    const { status } = await patch(id, { caption, scheduled_time });
    expect(status).toBe(200);
    expect(await promisesOf(id)).toEqual([]);
    expect(await kindsOf(id)).toEqual(['created']);
  });

  test('takes accounts off and adds others; those that stay keep their place in the ledger', async () => {
    const linkedin = await anAccount(api, shop, 'linkedin');
    const facebook = await anAccount(api, shop, 'facebook');
    const made = await aScheduledPost(shop, {
      platform: undefined,
      targets: [{ platform: 'twitter' }, { platform: 'linkedin' }],
    });
    const { body } = await patch(made.id, {
      targets: [{ connection_id: facebook.id }, { connection_id: linkedin.id, caption: 'for work' }],
    });
    expect(body.targets).toMatchObject([
      { connection_id: facebook.id, platform: 'facebook', caption: null },
      { id: made.targets[1].id, connection_id: linkedin.id, caption: 'for work' },
    ]);
    expect(body.platform).toBe('facebook');
  });

  test('changes media, late policy and overrides; a post without its account can still be changed', async () => {
    const image = await aValidatedImage({ api }, shop);
    const { id } = await aScheduledPost(shop);
    await account.update({ connectionStatus: 'needs_reauth' });
    const { status, body } = await patch(id, {
      image,
      alt_text: 'A lighthouse',
      late_policy: { action: 'skip', minutes: 10 },
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        media: [{ image, alt_text: 'A lighthouse' }],
        late_policy: { action: 'skip', minutes: 10 },
        warnings: [{ code: 'connection_needs_you', target: account.id }],
      },
    });
    expect((await patch(id, { image: null })).body.media).toEqual([]);
  });

  test('of half of the late policy leaves the other half as it is', async () => {
    const { id, late_policy } = await aScheduledPost(shop, { late_policy: { minutes: 30 } });
    expect(late_policy).toEqual({ action: 'ask', minutes: 30 });
    const edit = async (policy: object) => (await patch(id, { late_policy: policy })).body.late_policy;
    expect(await edit({ action: 'skip' })).toEqual({ action: 'skip', minutes: 30 });
    expect(await edit({ minutes: 45 })).toEqual({ action: 'skip', minutes: 45 });
  });

  test('of the first comment or the options goes to the targets that take them, as in a new post', async () => {
    for (const platform of ['instagram', 'tiktok', 'reddit', 'youtube']) await anAccount(api, shop, platform);
    const image = await aValidatedImage({ api }, shop);
    const pictures = { platform: undefined, targets: [{ platform: 'instagram' }, { platform: 'tiktok' }] };
    const picture = await aScheduledPost(shop, { ...pictures, image });
    const commented = await patch(picture.id, { first_comment: 'More in our shop' });
    expect(commented).toMatchObject({
      status: 200,
      body: {
        targets: [{ first_comment: 'More in our shop' }, { first_comment: null }],
        warnings: expect.arrayContaining([expect.objectContaining({ code: 'first_comment_left_out' })]),
      },
    });
    expect((await patch(picture.id, { first_comment: 'More in our shop' })).status).toBe(200);
    expect((await kindsOf(picture.id)).filter((kind) => kind === 'edited')).toHaveLength(1);

    const { id } = await aScheduledPost(shop, {
      platform: undefined,
      targets: [{ platform: 'reddit' }, { platform: 'twitter' }],
      options: { subreddit: 'test', title: 'A lighthouse' },
    });
    expect(await patch(id, { options: { subreddit: 'lighthouses', title: 'A lighthouse' } })).toMatchObject({
      status: 200,
      body: { targets: [{ options: { subreddit: 'lighthouses', title: 'A lighthouse' } }, { options: {} }] },
    });
    const unknown = await patch(id, { options: { subreddit: 'lighthouses', title: 'A', colour: 'red' } });
    expect(unknown).toMatchObject({
      status: 400,
      body: { details: { 'options.colour': expect.anything() } },
    });
  });

  test('is judged as a new post is', async () => {
    const { id } = await aScheduledPost(shop);
    for (const [change, field] of [
      [{ caption: 'x'.repeat(281) }, 'caption'],
      [{ scheduled_time: hours(-1) }, 'scheduled_time'],
      [{ image: 2_000_000_000 }, 'image'],
      [{ targets: [{ platform: 'youtube' }] }, 'targets.0.platform'],
      [{ caption: '' }, 'caption'],
    ] as const) {
      const { status, body } = await patch(id, change);
      expect({ status, fields: Object.keys(body.details) }).toMatchObject({ status: 400 });
      expect(Object.keys(body.details)).toContain(field);
    }
    expect(await contentVersionOf(id)).toBe(1);
  });

  test('of the accounts keeps their first comment; null or an empty one takes it away', async () => {
    for (const platform of ['instagram', 'facebook', 'tiktok']) await anAccount(api, shop, platform);
    const image = await aValidatedImage({ api }, shop);
    const { id } = await aScheduledPost(shop, {
      ...{ image, first_comment: 'In our shop' },
      ...{ platform: undefined, targets: [{ platform: 'instagram' }] },
    });
    const moved = await patch(id, {
      targets: [{ platform: 'instagram' }, { platform: 'facebook' }, { platform: 'tiktok' }],
    });
    expect({ status: moved.status, targets: moved.body.targets }).toMatchObject({
      status: 200,
      targets: [{ first_comment: 'In our shop' }, { first_comment: 'In our shop' }, { first_comment: null }],
    });
    expect(moved.body.warnings.map(({ code }: Json) => code)).toContain('first_comment_left_out');
    const one = await patch(id, {
      targets: [{ platform: 'instagram', first_comment: null }, { platform: 'facebook' }],
    });
    expect(one.body.targets).toMatchObject([{ first_comment: null }, { first_comment: 'In our shop' }]);
    expect((await patch(id, { caption: 'the same comments' })).body.targets).toMatchObject([
      { first_comment: null },
      { first_comment: 'In our shop' },
    ]);
    for (const none of [null, ' ']) {
      await patch(id, { first_comment: 'Another' });
      const taken = await patch(id, { first_comment: none });
      expect({ status: taken.status, targets: taken.body.targets }).toMatchObject({
        status: 200,
        targets: [{ first_comment: null }, { first_comment: null }],
      });
    }
  });

  test('makes a draft of a scheduled post again: nothing of it goes out until it is scheduled', async () => {
    const { id, targets } = await aScheduledPost(shop);
    expect((await patch(id, { draft: true })).body).toMatchObject({ state: 'draft' });
    await rows('update scheduled_posts set scheduled_time = now() where id = $1 returning id', [id]);
    await rows(
      `update publications set state = 'prepared', handle_version = 1 where post_id = $1 returning id`,
      [id],
    );
    const claim = { postId: id, contentVersion: 1, contentHash: 'x', deadlineMs: 1000 };
    expect(await claimCommit({ ...claim, publicationId: targets[0].id })).toBeNull();
    const scheduled = await patch(id, { draft: false, scheduled_time: hours(1) });
    expect(scheduled.body).toMatchObject({ state: 'scheduled' });
    expect(await kindsOf(id)).toEqual(['created', 'drafted', 'rescheduled', 'scheduled']);
  });

  test.each([
    ['committing', 'publishing'],
    ['unknown', 'publishing'],
    ['published', 'posted'],
    ['parked', 'needs_attention'],
    ['rejected', 'failed'],
    ['cancelled', 'cancelled'],
  ])('of one whose target is %s is 409 with its state', async (state, postState) => {
    const { id } = await aScheduledPost(shop);
    await putInto(id, state, postState);
    expect(await patch(id, { caption: 'too late' })).toMatchObject(conflict('post_not_editable', postState));
  });

  test('starts no second workflow, however often', async () => {
    const { id } = await aScheduledPost(shop);
    await promisesOf(id);
    for (let each = 1; each <= 20; each += 1) await patch(id, { scheduled_time: hours(24 + each) });
    expect(new Set(await promisesOf(id))).toEqual(new Set(['wake']));
  });
});
