import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { holdPostsOf, resumePosts } from '../../commands/posts/moveManyPosts.ts';
import { resumeOverlooked } from '../../commands/posts/resumeOverlooked.ts';
import { database, transaction } from '../../db/connection.ts';
import type { Connection } from '../../db/models/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { changesBy, conflict, pathOf } from '../support/postChanges.ts';
import { aPublisher, aValidatedImage, type Publisher } from '../support/publishing.ts';
import { anAccount, aScheduledPost, hours, promisesOf, putInto } from '../support/scheduling.ts';
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

const { patch, post, kindsOf } = changesBy(() => shop);

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

  test('that it is there after all is taken of one that was refused after a call without an answer', async () => {
    const { id, targets } = await aScheduledPost(shop);
    const target = targets[0].id;
    await putInto(id, 'rejected', 'failed', { code: 'duplicate' });
    const found = { target, verdict: 'published', url: 'https://x.com/i/status/5' };
    expect(await post(id, 'resolve', found)).toMatchObject(conflict('target_not_parked', 'rejected'));
    const seen = async () => (await shop.client.get(pathOf(id))).body.targets;
    expect(await seen()).toMatchObject([{ may_be_there: false }]);
    await rows(
      `insert into post_events (post_id, publication_id, kind, state) values ($1, $2, 'silence', 'unknown') returning id`,
      [id, target],
    );
    expect(await seen()).toMatchObject([{ may_be_there: true }]);
    expect((await post(id, 'resolve', found)).body).toMatchObject({
      targets: [{ state: 'published', may_be_there: false }],
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

  test('that what failed or was left out is given up: nobody is asked about it any more, and it can be tried again', async () => {
    for (const state of ['rejected', 'skipped']) {
      const { id, targets } = await aScheduledPost(shop);
      await putInto(id, state, 'failed', { code: 'duplicate' });
      const isListed = async () => {
        const { body } = await shop.client.get('/api/scheduler/posts/?state=failed&troubled=true');
        return body.results.some((each: { id: number }) => each.id === id);
      };
      expect(await isListed()).toBe(true);
      const target = targets[0].id;
      expect((await post(id, 'resolve', { target, verdict: 'give_up' })).body).toMatchObject({
        state: 'failed',
        targets: [{ state: 'rejected', problem: { code: 'given_up' } }],
      });
      expect(await post(id, 'resolve', { target, verdict: 'give_up' })).toMatchObject({ status: 409 });
      expect(await isListed()).toBe(false);
      expect((await post(id, 'retry', { target })).body).toMatchObject({ state: 'scheduled' });
    }
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

test('who comes late after trouble is told so; else only that it was not sent in time, for the cause is not known', async () => {
  const { id } = await aScheduledPost(shop);
  const happens = (kind: string, state: string, code: string) =>
    rows(
      `insert into post_events (post_id, publication_id, kind, state, code)
       select post_id, id, $2, $3, $4 from publications where post_id = $1 returning id`,
      [id, kind, state, code],
    );
  const english = shop.client.with({ 'accept-language': 'en' });
  const why = async () => (await english.get(pathOf(id, 'timeline'))).body.events.at(-1).reason;
  await happens('commit', 'committing', 'begun_late');
  expect(await why()).toBe('We could not send it at its time.');
  await happens('unauthorised', 'waiting', 'token_refused');
  await happens('commit', 'committing', 'begun_late');
  expect(await why()).toMatch(/What happened before/);
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
    const [unread, tooLong, outdated, unprovable] = [
      await parked('reconnect_to_look', 1),
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
    expect(await stateOf(tooLong)).toBe('unknown');
    for (const id of [outdated, unprovable]) expect(await stateOf(id)).toBe('parked');

    // Connected again at the very moment when its old token was refused: nobody else would look.
    const afterAWhile = async (code: string) => {
      const id = await parked(code, 1);
      await resumeOverlooked();
      expect(await stateOf(id)).toBe('parked');
      await rows(
        `update publications set state_since = now() - interval '2 minutes' where post_id = $1 returning id`,
        [id],
      );
      await resumeOverlooked();
      return stateOf(id);
    };
    expect(await afterAWhile('cannot_read_back')).toBe('parked');
    expect(await afterAWhile('reconnect_to_look')).toBe('unknown');
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
