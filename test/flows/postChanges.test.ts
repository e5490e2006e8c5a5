import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { claimCommit } from '../../commands/ledger/claimCommit.ts';
import { cancelPost } from '../../commands/posts/cancelPost.ts';
import { holdPostsOf, resumePosts } from '../../commands/posts/moveManyPosts.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { database, transaction } from '../../db/connection.ts';
import type { Connection } from '../../db/models/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
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

const pathOf = (id: number, action = '') => `/api/scheduler/posts/${id}/${action}`;
const patch = (id: number, change: object) => shop.client.patch(pathOf(id), change);
const post = (id: number, action: string, body?: object) => shop.client.post(pathOf(id, action), body);
const kindsOf = async (id: number): Promise<string[]> => {
  const { body } = await shop.client.get(pathOf(id, 'timeline'));
  return body.events.map(({ kind }: Json) => kind);
};
const conflict = (code: string, state: string) => ({
  status: 409,
  body: { code, details: { state: [state] } },
});

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

describe('a cancellation', () => {
  test('ends all targets, answers as specified, and is told', async () => {
    const { id } = await aScheduledPost(shop);
    await promisesOf(id);
    const { status, body } = await post(id, 'cancel/');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { id, status: 'cancelled', state: 'cancelled', message: 'Post annulé avec succès' },
    });
    expect((await shop.client.get(pathOf(id))).body.targets).toMatchObject([{ state: 'cancelled' }]);
    expect(await promisesOf(id)).toEqual(['wake']);
    expect(await kindsOf(id)).toEqual(['created', 'cancel', 'cancelled']);
    expect(await post(id, 'cancel')).toMatchObject(conflict('post_not_cancellable', 'cancelled'));
  });

  test('of one that an account has refused already is a cancellation all the same, and it can be deleted', async () => {
    await anAccount(api, shop, 'linkedin');
    const targets = [{ platform: 'twitter' }, { platform: 'linkedin' }];
    const { id } = await aScheduledPost(shop, { platform: undefined, targets });
    await putInto(id, 'rejected', 'scheduled', { platform: 'linkedin', code: 'media_gone' });
    expect(await post(id, 'cancel/')).toMatchObject({
      status: 200,
      body: { status: 'cancelled', state: 'cancelled' },
    });
    expect((await shop.client.get(pathOf(id))).body.targets).toMatchObject([
      { state: 'cancelled' },
      { state: 'rejected' },
    ]);
    expect((await shop.client.delete(pathOf(id))).status).toBe(204);
  });

  test.each([
    ['committing', 'publishing'],
    ['unknown', 'publishing'],
    ['published', 'posted'],
    ['parked', 'needs_attention'],
  ])('of one whose target is %s is 409 with its state', async (state, postState) => {
    const { id } = await aScheduledPost(shop);
    await putInto(id, state, postState);
    expect(await post(id, 'cancel')).toMatchObject(conflict('post_not_cancellable', postState));
  });

  test('and the call that publishes: one comes first, never both', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 30; round += 1) {
      const { id, targets } = await aScheduledPost(shop);
      await rows(`update scheduled_posts set scheduled_time = now() where id = $1 returning id`, [id]);
      await rows(
        `update publications set state = 'prepared', handle_version = 1 where post_id = $1 returning id`,
        [id],
      );
      const publicationId = targets[0].id;
      const [claim, cancelled] = await Promise.all([
        claimCommit({ publicationId, postId: id, contentVersion: 1, contentHash: 'x', deadlineMs: 1000 }),
        cancelPost({ projectId: shop.projectId, postId: id, actorId: shop.userId }).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
            return false;
          },
        ),
      ]);
      const { body } = await shop.client.get(pathOf(id));
      outcomes.add(body.targets[0].state);
      expect({ claimed: claim !== null, cancelled }).toEqual({ claimed: !cancelled, cancelled: !claim });
      expect(body.targets[0].state).toBe(cancelled ? 'cancelled' : 'committing');
    }
    expect([...outcomes].every((state) => ['cancelled', 'committing'].includes(state))).toBe(true);
  });

  test('only drafts and cancelled posts can be deleted', async () => {
    const { id } = await aScheduledPost(shop);
    expect(await shop.client.delete(pathOf(id))).toMatchObject(conflict('post_not_deletable', 'scheduled'));
    await post(id, 'cancel');
    expect((await shop.client.delete(pathOf(id))).status).toBe(204);
    expect((await shop.client.get(pathOf(id))).status).toBe(404);
    const { id: draft } = await aScheduledPost(shop, { draft: true });
    expect((await shop.client.delete(pathOf(draft))).status).toBe(204);
  });
});

describe('publish-now', () => {
  test('with undo_seconds answers 202 at once, and can be cancelled meanwhile', async () => {
    const { id } = await aScheduledPost(shop);
    await promisesOf(id);
    const { status, body } = await post(id, 'publish-now/', { undo_seconds: 60 });
    expect({ status, body }).toMatchObject({ status: 202, body: { id, state: 'scheduled' } });
    expect(Math.abs(Date.parse(body.scheduled_time) - Date.now() - 60_000)).toBeLessThan(5_000);
    expect(body.post_url).toMatch(new RegExp(`/api/scheduler/posts/${id}/$`));
    expect(await promisesOf(id)).toEqual(['wake']);
    expect((await post(id, 'cancel')).status).toBe(200);
  });

  test('answers 200 as specified once the post is out, with its address', async () => {
    const { id } = await aScheduledPost(shop, { draft: true });
    const answer = post(id, 'publish-now');
    await rows(
      `update publications set platform_post_id = '1', platform_post_url = 'https://x.com/1', published_at = now()
       where post_id = $1 returning id`,
      [id],
    );
    let state = 'draft';
    while (state === 'draft') state = (await shop.client.get(pathOf(id))).body.state;
    await putInto(id, 'published', 'posted');
    expect(await answer).toMatchObject({
      status: 200,
      body: {
        id,
        status: 'posted',
        platform_post_url: 'https://x.com/1',
        message: 'Post publié avec succès',
      },
    });
  });

  test('tells a failure and its reason with 200, too', async () => {
    const { id } = await aScheduledPost(shop);
    const answer = post(id, 'publish-now');
    let kinds: string[] = [];
    while (!kinds.includes('publish_now')) kinds = await kindsOf(id);
    await putInto(id, 'rejected', 'failed', { code: 'duplicate' });
    expect(await answer).toMatchObject({
      status: 200,
      body: { status: 'failed', posted_at: null, message: expect.stringMatching(/déjà le même post/) },
    });
  });

  test('of one that has begun or ended is 409 with its state', async () => {
    const { id } = await aScheduledPost(shop);
    await putInto(id, 'published', 'posted');
    expect(await post(id, 'publish-now')).toMatchObject(conflict('post_not_publishable', 'posted'));
    expect((await post(id, 'publish-now', { undo_seconds: 61 })).status).toBe(400);
  });
});

describe('take-back', () => {
  test('makes of a post that was to be published now what it was: scheduled for its time', async () => {
    const { id, scheduled_time } = await aScheduledPost(shop);
    await post(id, 'publish-now', { undo_seconds: 60 });
    expect((await shop.client.get(pathOf(id))).body.taken_back).toEqual({
      state: 'scheduled',
      scheduled_time,
    });
    await promisesOf(id);
    expect(await post(id, 'take-back')).toMatchObject({
      status: 200,
      body: { state: 'scheduled', scheduled_time, taken_back: null },
    });
    expect(await promisesOf(id)).toEqual(['wake']);
    expect(await post(id, 'take-back')).toMatchObject(conflict('post_not_taken_back', 'scheduled'));
  });

  test('of a draft makes a draft, also where publish-now was asked for twice', async () => {
    const { id, scheduled_time } = await aScheduledPost(shop, { draft: true });
    await post(id, 'publish-now', { undo_seconds: 60 });
    await post(id, 'publish-now', { undo_seconds: 60 });
    expect((await post(id, 'take-back')).body).toMatchObject({ state: 'draft', scheduled_time });
  });

  test('of a post whose time has come meanwhile makes a draft: it does not go out', async () => {
    const { id } = await aScheduledPost(shop);
    await post(id, 'publish-now', { undo_seconds: 60 });
    await rows(`update scheduled_posts set former_time = now() where id = $1 returning id`, [id]);
    expect((await post(id, 'take-back')).body).toMatchObject({ state: 'draft' });
  });

  test('is too late once something goes out, and nothing is left of it once the post was changed', async () => {
    const { id } = await aScheduledPost(shop);
    await post(id, 'publish-now', { undo_seconds: 60 });
    await rows(`update publications set state = 'committing' where post_id = $1 returning id`, [id]);
    expect(await post(id, 'take-back')).toMatchObject(conflict('post_not_editable', 'scheduled'));
    const { id: changed } = await aScheduledPost(shop);
    await post(changed, 'publish-now', { undo_seconds: 60 });
    await patch(changed, { scheduled_time: hours(50) });
    expect(await post(changed, 'take-back')).toMatchObject(conflict('post_not_taken_back', 'scheduled'));
  });
});

describe('of a post that is live at one account and waits for another', () => {
  async function aHalfPost() {
    const linkedin = await anAccount(api, shop, 'linkedin');
    const targets = [{ platform: 'twitter' }, { platform: 'linkedin' }];
    const made = await aScheduledPost(shop, { platform: undefined, targets });
    await putInto(made.id, 'published', 'needs_attention', { platform: 'twitter' });
    await putInto(made.id, 'waiting', 'needs_attention', { platform: 'linkedin', code: 'needs_reauth' });
    return { id: made.id as number, linkedin, live: made.targets[0].id as string };
  }
  const statesOf = async (id: number) => {
    const { body } = await shop.client.get(pathOf(id));
    return [body.state, ...body.targets.map(({ state }: Json) => state)];
  };

  test('the one that waits is given up', async () => {
    const { id, linkedin } = await aHalfPost();
    const answer = await post(id, 'resolve', { target: linkedin.id, verdict: 'give_up' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'partly_posted' } });
    expect(await statesOf(id)).toEqual(['partly_posted', 'published', 'rejected']);
    const again = await post(id, 'resolve', { target: linkedin.id, verdict: 'post_again' });
    expect(again.status).toBe(409);
  });

  test('the one that waits is cancelled', async () => {
    const { id } = await aHalfPost();
    expect(await post(id, 'cancel')).toMatchObject({
      status: 200,
      body: { state: 'partly_posted', message: 'Ce qui n’était pas parti est annulé' },
    });
    expect(await statesOf(id)).toEqual(['partly_posted', 'published', 'cancelled']);
    expect(await post(id, 'cancel')).toMatchObject(conflict('post_not_cancellable', 'partly_posted'));
  });

  test('another takes its place, or none; what is live stays, and nothing that they share is changed', async () => {
    const { id, live } = await aHalfPost();
    await anAccount(api, shop, 'facebook');
    const replaced = await patch(id, { targets: [{ platform: 'facebook', caption: 'for the page' }] });
    expect({ status: replaced.status, targets: replaced.body.targets }).toMatchObject({
      status: 200,
      targets: [
        { id: live, state: 'published' },
        { platform: 'facebook', state: 'planned' },
      ],
    });
    expect((await patch(id, { late_policy: { action: 'skip', minutes: 10 } })).status).toBe(200);
    for (const change of [
      { caption: 'changed' },
      { hashtags: '#changed' },
      { scheduled_time: hours(48) },
      { draft: true },
      { targets: [{ platform: 'twitter', caption: 'changed' }] },
    ])
      expect(await patch(id, change)).toMatchObject({ status: 409, body: { code: 'post_not_editable' } });
    const taken = await patch(id, { targets: [{ platform: 'twitter' }] });
    expect({ status: taken.status, state: taken.body.state }).toEqual({ status: 200, state: 'posted' });
    expect(await statesOf(id)).toEqual(['posted', 'published']);
  });

  test('a question can still be read back once another account was taken off', async () => {
    const { id } = await aHalfPost();
    await putInto(id, 'parked', 'needs_attention', { platform: 'twitter', code: 'cannot_read_back' });
    await rows(
      `update publications set handle_version = 1 where post_id = $1 and platform = 'twitter' returning id`,
      [id],
    );
    expect((await patch(id, { targets: [{ platform: 'twitter' }] })).status).toBe(200);
    const found = await row<{ version: number }>(
      `select handle_version as version from publications where post_id = $1`,
      [id],
    );
    expect(found?.version).toBe(await contentVersionOf(id));
  });
});

describe('a verdict', () => {
  test('that it is there counts it as published, where its owner found it', async () => {
    const { id, targets } = await aScheduledPost(shop);
    await putInto(id, 'parked', 'needs_attention', { code: 'cannot_prove' });
    await promisesOf(id);
    const url = 'https://x.com/a.shop/status/1';
    expect((await post(id, 'resolve', { target: targets[0].id, verdict: 'published' })).status).toBe(400);
    const { status, body } = await post(id, 'resolve/', {
      target: account.id,
      verdict: 'published',
      url,
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        ...{ status: 'posted', platform_post_url: url, platform_post_id: '1' },
        targets: [{ state: 'published', problem: null }],
      },
    });
    expect(body.posted_at).not.toBeNull();
    expect(await promisesOf(id)).toEqual(['wake']);
    const { body: told } = await shop.client.get(pathOf(id, 'timeline'));
    expect(told.events.at(-1)).toMatchObject({ kind: 'isThere', by: { id: shop.id }, platform_answer: url });
  });

  test('that it is there counts only at an address of the platform', async () => {
    const { id } = await aScheduledPost(shop);
    await putInto(id, 'parked', 'needs_attention', { code: 'cannot_prove' });
    for (const url of ['https://evil.example/shop/status/1', 'https://x.com.evil.example/1', 'https://x.com'])
      expect(await post(id, 'resolve', { target: account.id, verdict: 'published', url })).toMatchObject({
        status: 400,
        body: { details: { url: [expect.stringContaining('x.com, twitter.com')] } },
      });
    expect((await shop.client.get(pathOf(id))).body.targets).toMatchObject([{ state: 'parked' }]);
  });

  test('that it is there counts only at a post of that account, which is no other one of ours', async () => {
    const alike = [await aScheduledPost(shop), await aScheduledPost(shop, { caption: 'The other one' })];
    for (const { id } of alike) await putInto(id, 'parked', 'needs_attention', { code: 'cannot_prove' });
    const say = (place: number, url: string) =>
      post(alike[place]?.id ?? 0, 'resolve', { target: account.id, verdict: 'published', url });
    expect(await say(0, 'https://x.com/somebody/status/77')).toMatchObject({
      status: 400,
      body: { details: { url: [expect.stringContaining('autre compte')] } },
    });
    expect((await say(0, 'https://x.com/i/status/77')).status).toBe(200);
    expect(await say(1, 'https://x.com/i/status/77')).toMatchObject({
      status: 400,
      body: { details: { url: [expect.stringContaining('autre de vos posts')] } },
    });
  });

  test('that it shall be posted again plans it anew, late from now on; that it is given up ends it', async () => {
    const { id, targets } = await aScheduledPost(shop);
    await putInto(id, 'parked', 'needs_attention');
    const target = targets[0].id;
    expect((await post(id, 'resolve', { target, verdict: 'post_again' })).body).toMatchObject({
      state: 'scheduled',
      targets: [{ state: 'planned' }],
    });
    const released = await row<{ at: Date | null }>(
      'select released_at as at from publications where id = $1',
      [target],
    );
    expect(released?.at).not.toBeNull();
    await putInto(id, 'parked', 'needs_attention');
    expect((await post(id, 'resolve', { target, verdict: 'give_up' })).body).toMatchObject({
      status: 'failed',
      targets: [{ state: 'rejected', problem: { code: 'given_up' } }],
    });
  });

  test('is taken only where there is a question', async () => {
    const { id, targets } = await aScheduledPost(shop);
    const target = targets[0].id;
    expect(await post(id, 'resolve', { target, verdict: 'give_up' })).toMatchObject(
      conflict('target_not_parked', 'planned'),
    );
    const url = 'https://x.com/i/web/status/1';
    const { body } = await post(id, 'resolve', { target, verdict: 'give_up', url });
    expect(body.details).toEqual({ url: [expect.any(String)] });
    const unknown = await post(id, 'resolve', { target: shop.projectId, verdict: 'give_up' });
    expect({ status: unknown.status, details: unknown.body.details }).toMatchObject({
      status: 400,
      details: { target: [expect.any(String)] },
    });
  });

  test('a target that failed or was skipped is tried again, another is not', async () => {
    for (const state of ['rejected', 'skipped']) {
      const { id } = await aScheduledPost(shop);
      expect(await post(id, 'retry', { target: account.id })).toMatchObject(
        conflict('target_not_failed', 'planned'),
      );
      await putInto(id, state, 'failed');
      await promisesOf(id);
      const { status, body } = await post(id, 'retry/', { target: account.id });
      expect({ status, body }).toMatchObject({ status: 200, body: { targets: [{ state: 'planned' }] } });
      expect(await promisesOf(id)).toEqual(['wake']);
    }
  });
});

describe('the words of the timeline', () => {
  test.each([
    ['silence', 'unknown', 'no_answer', /gave no clear answer/],
    ['silence', 'unknown', 'processing', /works on it/],
    ['postponed', 'unknown', 'unavailable', /look again later/],
    ['postponed', 'planned', 'unavailable', /tried again/],
    ['prepared', 'prepared', null, /beforehand/],
  ])('%s of a post that is %s (%s) say what happened', async (kind, state, code, says) => {
    const { id } = await aScheduledPost(shop);
    await putInto(id, state, 'publishing', { code });
    await rows(
      `insert into post_events (post_id, publication_id, kind, state, code)
       select post_id, id, $2, $3, $4 from publications where post_id = $1 returning id`,
      [id, kind, state, code],
    );
    const english = shop.client.with({ 'accept-language': 'en' });
    const { body } = await english.get(pathOf(id, 'timeline'));
    expect(body.events.at(-1).message).toMatch(says);
    const { body: told } = await english.get(pathOf(id));
    const isLooking = state === 'unknown' && code === 'unavailable';
    if (isLooking) expect(told.targets[0].problem.message).toMatch(/we look again/);
  });
});

describe('what posts depend on', () => {
  test('an image that a post needs is neither deleted nor rejected; the posts are named', async () => {
    const image = await aValidatedImage({ api }, shop);
    const { id } = await aScheduledPost(shop, { image });
    const deletion = await shop.client.delete(`/api/images/${image}`);
    expect(deletion).toMatchObject({ status: 409, body: { code: 'image_scheduled' } });
    expect(deletion.body.detail).toContain(String(id));
    const rejection = await shop.client.patch(`/api/images/${image}/validate`, { action: 'reject' });
    expect(rejection).toMatchObject({ status: 409, body: { code: 'image_in_use' } });
    await post(id, 'cancel');
    expect((await shop.client.delete(`/api/images/${image}`)).status).toBe(204);
    expect((await shop.client.get(pathOf(id))).body).toMatchObject({
      image: null,
      media: [{ image: null, url: null }],
    });
  });

  test('the posts of an account that is disconnected wait for it, and go on when it is connected again', async () => {
    const { id } = await aScheduledPost(shop);
    const { id: done } = await aScheduledPost(shop);
    await putInto(done, 'published', 'posted');
    const status = await shop.client.get(`/api/social-media/connections/${account.id}/status`);
    expect(status.body.depends_on).toMatchObject({ scheduled_posts: 1, posts: [{ id }] });
    const { status: answered, body } = await shop.client.delete(`/api/social-accounts/${account.id}`);
    expect({ answered, body }).toMatchObject({ answered: 200, body: { scheduled_posts: [id] } });
    expect((await shop.client.get(pathOf(id))).body).toMatchObject({
      state: 'needs_attention',
      targets: [{ state: 'waiting', problem: { code: 'connection_disconnected' } }],
    });
    expect((await patch(id, { caption: 'changed meanwhile' })).status).toBe(200);
    expect((await shop.client.get(pathOf(id))).body.state).toBe('needs_attention');
    await transaction(() => resumePosts(account.id));
    expect((await shop.client.get(pathOf(id))).body).toMatchObject({
      state: 'scheduled',
      targets: [{ state: 'planned', problem: null }],
    });
  });

  test('what could not be read back without its account is read back once that is connected again', async () => {
    const parked = async (code: string, version: number) => {
      const { id } = await aScheduledPost(shop);
      await putInto(id, 'parked', 'needs_attention', { code });
      await rows(
        `update publications set handle_encrypted = '\\x01', handle_version = $2 where post_id = $1 returning id`,
        [id, version],
      );
      await rows(
        `update scheduled_posts set notices = array['parked ' || (select id from publications where post_id = $1)]
         where id = $1 returning id`,
        [id],
      );
      await promisesOf(id);
      return id;
    };
    const [unread, outdated, unprovable] = [
      await parked('cannot_read_back', 1),
      await parked('cannot_read_back', 0),
      await parked('cannot_prove', 1),
    ];
    await transaction(() => resumePosts(account.id));
    const stateOf = async (id: number) => (await shop.client.get(pathOf(id))).body.targets[0].state;
    expect(await stateOf(unread)).toBe('unknown');
    expect(await promisesOf(unread)).toEqual(['wake']);
    expect(await kindsOf(unread)).toContain('askAgain');
    expect(await row('select notices from scheduled_posts where id = $1', [unread])).toEqual({ notices: [] });
    expect(
      await row('select handle_version as version from publications where post_id = $1', [unread]),
    ).toEqual({ version: 1 });
    for (const id of [outdated, unprovable]) expect(await stateOf(id)).toBe('parked');
  });

  test('however many posts wait for an account, they go on by the same few statements', async () => {
    const count = 30;
    const made = await Promise.all(Array.from({ length: count }, () => aScheduledPost(shop)));
    const ids = made.map(({ id }) => id as number);
    for (const id of ids) await promisesOf(id);
    await transaction(() => holdPostsOf(account.id, 'connection_disconnected'));
    const statements = jest.spyOn(database(), 'query');
    await transaction(() => resumePosts(account.id)).finally(() => statements.mockRestore());
    expect(statements.mock.calls.length).toBeLessThan(10);
    const { body } = await shop.client.get('/api/scheduler/posts/?page_size=100');
    expect(body.results.map(({ state }: Json) => state)).toEqual(ids.map(() => 'scheduled'));
    for (const id of ids) expect(await promisesOf(id)).toContain('wake');
  });

  test('the forecast names the posts that a connection’s end stops', async () => {
    const { id: before } = await aScheduledPost(shop, { scheduled_time: hours(1) });
    const { id: after } = await aScheduledPost(shop, { scheduled_time: hours(72) });
    await rows(
      `update social_media_connections set refresh_token_encrypted = null, token_expires_at = $2
       where id = $1 returning id`,
      [account.id, hours(48)],
    );
    const { body } = await shop.client.get('/api/social-media/connections/forecast');
    expect(body[0].stops).toMatchObject({ scheduled_posts: 1, posts: [{ id: after }] });
    expect(body[0].stops.posts.map(({ id }: Json) => id)).not.toContain(before);
    const { body: made } = await shop.client.post('/api/scheduler/schedule', {
      scheduled_time: hours(72),
      platform: 'twitter',
      caption: 'after its end',
    });
    expect(made.warnings).toMatchObject([{ code: 'token_ends_before', target: account.id }]);
  });

  test('a project that is deleted publishes nothing more', async () => {
    const { body: project } = await shop.client.post('/api/v1/projects', { name: 'to be deleted' });
    const there = {
      ...shop,
      client: shop.client.with({ 'x-project-id': project.id }),
      projectId: project.id,
    };
    await anAccount(api, there);
    const { id } = await aScheduledPost(there);
    const { id: draft } = await aScheduledPost(there, { draft: true });
    expect((await shop.client.delete(`/api/v1/projects/${project.id}`)).status).toBe(204);
    expect(
      await rows('select state from scheduled_posts where id = any($1::int[]) order by id', [[id, draft]]),
    ).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }]);
  });
});
