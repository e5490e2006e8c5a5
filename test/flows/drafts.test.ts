import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { aPublisher, aValidatedImage, type Publisher } from '../support/publishing.ts';
import { anAccount, hours, promisesOf } from '../support/scheduling.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let shop: Publisher;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
  shop = await aPublisher({ api });
  await anAccount(api, shop, 'instagram');
  await anAccount(api, shop);
});
afterAll(() => api.close());

const path = '/api/scheduler/posts';
const codesOf = (warnings: Json[]) => warnings.map(({ code }) => code).sort();
const draft = (post: object) =>
  shop.client.post('/api/scheduler/schedule', {
    ...{ scheduled_time: hours(0.5), caption: '', draft: true },
    ...post,
  });
async function aDraft(post: object = {}): Promise<Json> {
  const { status, body } = await draft(post);
  expect({ status, body }).toMatchObject({ status: 201, body: { state: 'draft' } });
  return body;
}
const patch = (id: number, change: object) => shop.client.patch(`${path}/${id}`, change);

describe('an unfinished draft', () => {
  test('is kept with what is there, and told what still keeps it from being published', async () => {
    const nothing = await aDraft({ first_comment: 'First!' });
    expect(nothing).toMatchObject({ targets: [], media: [], platform: '', image: null });
    expect(codesOf(nothing.warnings)).toEqual(['kept_by_accounts', 'post_without_account']);

    const long = 'long '.repeat(100);
    const begun = await aDraft({
      caption: long,
      targets: [{ platform: 'instagram' }, { platform: 'twitter' }],
    });
    expect(codesOf(begun.warnings)).toEqual(['media_needed', 'text_over_limit']);
    const { body } = await shop.client.get(`${path}/${begun.id}`);
    expect(body).toMatchObject({
      caption: long,
      targets: [{ platform: 'instagram' }, { platform: 'twitter' }],
    });
    const past = await aDraft({ platform: 'twitter', caption: 'late', scheduled_time: hours(-24) });
    expect(codesOf(past.warnings)).toEqual(['time_past']);
    expect(await promisesOf(begun.id)).toEqual([]);
  });

  test('needs no time until it is scheduled; published now and taken back it has none again', async () => {
    const timeless = { platform: 'twitter', caption: 'some day', scheduled_time: undefined };
    const { id, ...made } = await aDraft(timeless);
    expect(made).toMatchObject({ scheduled_time: null, warnings: [{ code: 'time_needed' }] });
    expect((await shop.client.get(`${path}?state=draft`)).body.results[0]).toMatchObject({ id });
    const refused = { status: 400, body: { details: { scheduled_time: [expect.any(String)] } } };
    expect(await draft({ ...timeless, draft: false })).toMatchObject(refused);
    expect(await patch(id, { draft: false })).toMatchObject(refused);

    const now = await shop.client.post(`${path}/${id}/publish-now`, { undo_seconds: 60 });
    expect(now).toMatchObject({ status: 202, body: { scheduled_time: expect.any(String) } });
    await shop.client.post(`${path}/${id}/publish-now`, { undo_seconds: 60 });
    const back = await shop.client.post(`${path}/${id}/take-back`);
    expect(back).toMatchObject({ status: 200, body: { state: 'draft', scheduled_time: null } });
    const scheduled = await patch(id, { scheduled_time: hours(2), draft: false });
    expect(scheduled).toMatchObject({ status: 200, body: { state: 'scheduled' } });
  });

  test('is judged whole once it is scheduled or published, and goes nowhere before', async () => {
    const { id } = await aDraft();
    expect(await patch(id, { draft: false })).toMatchObject({
      status: 400,
      body: { details: { targets: [expect.any(String)] } },
    });
    const published = await shop.client.post(`${path}/${id}/publish-now`, { undo_seconds: 60 });
    expect(published).toMatchObject({ status: 400, body: { details: { targets: [expect.any(String)] } } });
    expect((await patch(id, { caption: 'words', targets: [{ platform: 'instagram' }] })).status).toBe(200);
    const [scheduled, now] = [
      await patch(id, { draft: false }),
      await shop.client.post(`${path}/${id}/publish-now`, { undo_seconds: 60 }),
    ];
    for (const { status, body } of [scheduled, now])
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { details: { image: [expect.any(String)] } },
      });
    expect((await shop.client.get(`${path}/${id}`)).body.state).toBe('draft');

    const image = await aValidatedImage({ api }, shop);
    const finished = await patch(id, { image, draft: false });
    expect(finished).toMatchObject({ status: 200, body: { state: 'scheduled', warnings: [] } });
  });

  test('loses its accounts and gets others, is cancelled and deleted', async () => {
    const { id } = await aDraft({ platform: 'twitter', caption: 'words' });
    expect((await patch(id, { targets: [] })).body).toMatchObject({ state: 'draft', targets: [] });
    const { body } = await patch(id, { targets: [{ platform: 'instagram' }] });
    expect(body.targets).toMatchObject([{ platform: 'instagram', state: 'planned' }]);
    await patch(id, { targets: [] });
    const cancelled = await shop.client.post(`${path}/${id}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect((await shop.client.delete(`${path}/${id}`)).status).toBe(204);
  });

  test('becomes one of what was scheduled, which is then judged as a draft', async () => {
    const { body: post } = await draft({ platform: 'twitter', caption: 'words', draft: false });
    const { status, body } = await patch(post.id, { draft: true, targets: [] });
    expect({ status, body }).toMatchObject({ status: 200, body: { state: 'draft', targets: [] } });
    expect(codesOf(body.warnings)).toEqual(['post_without_account']);
  });

  test('names nothing that is not there', async () => {
    const ofAnother = await aValidatedImage({ api }, await aPublisher({ api }, 'another'));
    expect((await draft({ image: ofAnother })).body.details).toHaveProperty('image');
    expect((await draft({ platform: 'linkedin' })).body.details).toHaveProperty('platform');
    const twice = [{ platform: 'twitter' }, { platform: 'twitter' }];
    expect((await draft({ targets: twice })).body.details).toHaveProperty(['targets.1']);
    expect((await draft({ draft: false })).body.details).toHaveProperty('platform');
    expect((await draft({ draft: false, targets: [] })).body.details).toHaveProperty('targets');
  });

  test('may have an image that nobody has validated, and an account that wants to be connected again', async () => {
    const image = await aValidatedImage({ api }, shop);
    await rows(`update images set status = 'generated' where id = $1 returning id`, [image]);
    const account = await anAccount(api, shop, 'facebook');
    await account.update({ connectionStatus: 'needs_reauth' });
    const { id, warnings } = await aDraft({ image, platform: 'facebook', caption: 'words' });
    expect(codesOf(warnings)).toEqual(['connection_needs_you', 'image_not_validated']);
    const refused = await patch(id, { draft: false });
    expect(Object.keys(refused.body.details).sort()).toEqual(['connection_id', 'image']);
    await account.update({ connectionStatus: 'active' });
    await rows(`update images set status = 'validated' where id = $1 returning id`, [image]);
    expect((await patch(id, { draft: false })).body.state).toBe('scheduled');
  });

  test('is nothing that a dry run refuses, unless it is asked for as a post', async () => {
    const asked = { scheduled_time: hours(24), caption: '', targets: [{ platform: 'instagram' }] };
    const validate = async (request: object) =>
      (await shop.client.post('/api/scheduler/validate?quota=skip', request)).body.valid;
    expect(await validate({ ...asked, draft: true })).toBe(true);
    expect(await validate(asked)).toBe(false);
  });
});

describe('a video that somebody brings', () => {
  const film = (beginning = '    ftypisom') => Buffer.concat([Buffer.from(beginning), Buffer.alloc(500)]);
  const bring = (bytes: Buffer, client = shop.client) => {
    const form = new FormData();
    form.append('video', new Blob([Uint8Array.from(bytes)]), 'film.mp4');
    return client.call('POST', '/api/scheduler/videos', { form });
  };
  const fileOf = async (postId: number) =>
    (await row<{ key: string }>('select file_key as key from post_media where post_id = $1', [postId]))?.key;

  test('goes into posts by its id, stays with them, and is shown by the same id', async () => {
    const { status, body: video } = await bring(film());
    expect({ status, video }).toMatchObject({ status: 201, video: { size: 512 } });
    const media = [{ video: video.id }];
    const { body: post } = await draft({ draft: false, platform: 'twitter', caption: 'a film', media });
    expect(post.media).toEqual([{ kind: 'video', image: null, video: video.id, url: null, alt_text: null }]);
    await rows('delete from videos returning id');
    const { body: other } = await draft({
      draft: false,
      platform: 'twitter',
      caption: 'the film again',
      media,
    });
    expect(await fileOf(other.id)).toBe(await fileOf(post.id));
    const { body: changed } = await patch(post.id, { caption: 'another text', media });
    expect(changed).toMatchObject({ caption: 'another text', media: [{ video: video.id }] });
  });

  test('is an MP4, and of the project', async () => {
    expect((await bring(film('    ftypqt  '))).body.details).toHaveProperty('video');
    expect((await bring(Buffer.alloc(0))).body.details).toHaveProperty('video');
    expect((await shop.client.post('/api/scheduler/videos', {})).body.details).toHaveProperty('video');
    const stranger = await aPublisher({ api }, 'stranger');
    const { body: theirs } = await bring(film(), stranger.client);
    const { status, body } = await draft({ platform: 'twitter', media: [{ video: theirs.id }] });
    expect({ status, details: body.details }).toMatchObject({
      status: 400,
      details: { 'media.0.video': [expect.any(String)] },
    });
  });
});
