import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { claimCommit } from '../../commands/ledger/claimCommit.ts';
import { cancelPost } from '../../commands/posts/cancelPost.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { changesBy, conflict, pathOf } from '../support/postChanges.ts';
import { aPublisher, type Publisher } from '../support/publishing.ts';
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

beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
});
beforeEach(async () => {
  shop = await aPublisher({ api });
  await anAccount(api, shop);
});
afterAll(() => api.close());

const { patch, post, kindsOf } = changesBy(() => shop);

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

  test('only drafts and posts that were cancelled or given up can be deleted', async () => {
    const { id } = await aScheduledPost(shop);
    expect(await shop.client.delete(pathOf(id))).toMatchObject(conflict('post_not_deletable', 'scheduled'));
    await post(id, 'cancel');
    expect((await shop.client.delete(pathOf(id))).status).toBe(204);
    expect((await shop.client.get(pathOf(id))).status).toBe(404);
    const { id: draft } = await aScheduledPost(shop, { draft: true });
    expect((await shop.client.delete(pathOf(draft))).status).toBe(204);
    const { id: refused, targets } = await aScheduledPost(shop);
    await putInto(refused, 'rejected', 'failed', { code: 'duplicate' });
    expect(await shop.client.delete(pathOf(refused))).toMatchObject(conflict('post_not_deletable', 'failed'));
    await post(refused, 'resolve', { target: targets[0].id, verdict: 'give_up' });
    expect((await shop.client.delete(pathOf(refused))).status).toBe(204);
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
