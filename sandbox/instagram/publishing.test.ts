import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../test/support/eventually.ts';
import { startMediaServer } from '../../test/support/mediaServer.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const [platforms, media] = await Promise.all([startTestPlatforms(), startMediaServer()]);
const { call, control, told } = platforms;
afterAll(async () => {
  await platforms.close();
  await media.close();
});

const account = '17841400008460056';
let token = '';
beforeEach(async () => {
  await control('reset', {});
  await control('visibility', { platform: 'instagram', hiddenMs: 0 });
  token = (await control('tokens', { platform: 'instagram', accountId: account })).body.access_token;
});

const at = (path: string) => `/instagram/graph/v23.0/${path}`;
const get = (path: string) => call(at(path), { token });
const post = (path: string, form: Record<string, string>) => call(at(path), { token, form });
const create = (form: Record<string, string>) => post(`${account}/media`, form);
const publish = (id: string) => post(`${account}/media_publish`, { creation_id: id });
const statusOf = async (id: string): Promise<string> =>
  (await get(`${id}?fields=status_code`)).body.status_code;
const picture = () => media.at('400x400.jpg');
const refused = (code: number, subcode: number) => ({
  status: 400,
  body: { error: expect.objectContaining({ code, error_subcode: subcode }) },
});
const created = async (form: Record<string, string>): Promise<string> => (await create(form)).body.id;

test('a container is published once; then it is gone, and the post is in the list, by its link, and in the ledger', async () => {
  const before = Date.now();
  const id = await created({ image_url: picture(), caption: 'Hello #world', alt_text: 'blue' });
  expect(await statusOf(id)).toBe('FINISHED');
  const { status, body } = await publish(id);
  expect(status).toBe(200);
  expect(await publish(id)).toMatchObject(refused(24, 2207008));
  expect(await statusOf(id)).toBe('PUBLISHED');
  const fields = 'id,caption,permalink,media_type,media_url,timestamp';
  const { data } = (await get(`${account}/media?limit=2&fields=${fields}`)).body;
  expect(data[0]).toMatchObject({ id: body.id, caption: 'Hello #world', media_type: 'IMAGE' });
  expect((await fetch(data[0].media_url)).headers.get('content-type')).toBe('image/jpeg');
  expect(await (await fetch(data[0].permalink)).text()).toContain('Hello #world');
  expect(data[0].permalink).toContain(`#${body.id}`);

  const requests = await told(`requests?platform=instagram&since=${before}`);
  expect(requests).toMatchObject([
    { account, name: 'media_publish', text: 'Hello #world', published: true, postId: body.id },
    { account, text: 'Hello #world', published: false, postId: null },
  ]);
  expect(requests[0].at).toBeGreaterThanOrEqual(before);
  expect(requests[0].at).toBeLessThanOrEqual(Date.now());
  expect(await told(`posts?account=${account}`)).toMatchObject([
    { id: body.id, text: 'Hello #world', media: requests[0].media, listed: true },
  ]);
});

test('a video is worked on for a while, and published as a reel or a story; a story is in no list', async () => {
  const reel = await created({ video_url: media.at('clip.mp4'), media_type: 'REELS', caption: 'r' });
  expect(await statusOf(reel)).toBe('IN_PROGRESS');
  expect(await publish(reel)).toMatchObject(refused(9007, 2207027));
  const story = await created({ image_url: media.at('360x640.jpg'), media_type: 'STORIES' });
  const storyId = (await publish(story)).body.id;
  await control('clock', { advanceSeconds: 5 });
  const { id } = (await publish(reel)).body;
  const list = (await get(`${account}/media?limit=3&fields=media_product_type`)).body.data;
  expect(list[0]).toEqual({ id, media_product_type: 'REELS' });
  expect(list).not.toContainEqual(expect.objectContaining({ id: storyId }));
  expect((await get(`${storyId}?fields=media_product_type`)).body.media_product_type).toBe('STORY');
});

test('a carousel is made of two to ten items of its own', async () => {
  const items = [
    await created({ image_url: picture(), is_carousel_item: 'true' }),
    await created({ image_url: media.at('300x300.jpg'), is_carousel_item: 'true' }),
  ];
  const alone = await created({ image_url: picture() });
  const carousel = (children: string[]) =>
    create({ media_type: 'CAROUSEL', caption: 'both', children: children.join(',') });
  expect(await carousel(items.slice(1))).toMatchObject(refused(100, 2207028));
  expect(await carousel([...items, alone])).toMatchObject(refused(24, 2207006));
  const { id } = (await publish((await carousel(items)).body.id)).body;
  expect((await get(`${id}?fields=media_type,caption`)).body).toMatchObject({
    ...{ media_type: 'CAROUSEL_ALBUM', caption: 'both' },
  });
  const [kept] = await told('posts');
  expect(kept.media).toHaveLength(2);
});

test.each([
  ['a missing picture', () => ({ image_url: media.at('nothing.jpg') }), 9004, 2207052],
  ['a PNG', () => ({ image_url: media.at('400x400.png') }), 36001, 2207005],
  ['too tall a picture', () => ({ image_url: media.at('400x600.jpg') }), 36003, 2207009],
  ['too wide a picture', () => ({ image_url: media.at('600x300.jpg') }), 36003, 2207009],
  ['a long caption', () => ({ image_url: picture(), caption: 'x'.repeat(2201) }), 36004, 2207010],
  ['31 hashtags', () => ({ image_url: picture(), caption: '#tag '.repeat(31) }), 36004, 2207010],
  ['a lone video without its type', () => ({ video_url: media.at('clip.mp4') }), 100, 2207023],
])('%s is refused when the container is made', async (_what, form, code, subcode) => {
  expect(await create(form())).toMatchObject(refused(code, subcode));
});

test('what is wrong with a video shows in its status only', async () => {
  const id = await created({ video_url: picture(), media_type: 'REELS' });
  await control('clock', { advanceSeconds: 5 });
  const { body } = await get(`${id}?fields=status_code,status`);
  expect(body).toEqual({ id, status_code: 'ERROR', status: expect.stringContaining('video format') });
});

test('a container expires after a day, and outlives a restart until then', async () => {
  const [early, late] = [await created({ image_url: picture() }), await created({ image_url: picture() })];
  await platforms.restart();
  expect((await publish(early)).status).toBe(200);
  await control('clock', { advanceSeconds: 86_401 });
  token = (await control('tokens', { platform: 'instagram', accountId: account })).body.access_token;
  expect(await statusOf(late)).toBe('EXPIRED');
  expect(await publish(late)).toMatchObject(refused(-2, 2207020));
});

test('an account that published its quota must wait until a day has passed', async () => {
  const id = '17841499999999999';
  const details = { publishingQuota: '1' };
  await control('accounts', { platform: 'instagram', id, handle: 'small', name: 'Small', details });
  token = (await control('tokens', { platform: 'instagram', accountId: id })).body.access_token;
  const limit = async () => (await get('me/content_publishing_limit?fields=quota_usage,config')).body.data;
  const prepare = async () => (await post('me/media', { image_url: picture() })).body.id;
  const one = await prepare();
  expect((await post('me/media_publish', { creation_id: one })).status).toBe(200);
  expect(await limit()).toEqual([{ quota_usage: 1, config: { quota_total: 1, quota_duration: 86_400 } }]);
  const other = await prepare();
  expect(await post('me/media_publish', { creation_id: other })).toMatchObject(refused(9, 2207042));
});

test('comments and their answers stand below a post', async () => {
  const { id } = (await publish(await created({ image_url: picture(), caption: 'c' }))).body;
  const comment = (await post(`${id}/comments`, { message: 'first <b>!</b>' })).body.id;
  await post(`${comment}/replies`, { message: 'second' });
  const { data } = (await get(`${id}/comments?fields=id,text,username`)).body;
  expect(data).toEqual([{ id: comment, text: 'first <b>!</b>', username: 'atelier.lune' }]);
  expect((await get(`${comment}/replies`)).body.data).toMatchObject([{ text: 'second' }]);
  const feed = await (await fetch(platforms.at(`/feed/instagram/${account}`))).text();
  expect(feed).toContain('first &#60;b&#62;');
});

test('another’s containers, media and comments are not there; the scope is needed', async () => {
  const container = await created({ image_url: picture() });
  const grant = (accountId: string, scopes?: string[]) =>
    control('tokens', { platform: 'instagram', accountId, scopes });
  token = (await grant('17841405793187218')).body.access_token;
  expect(await post('me/media_publish', { creation_id: container })).toMatchObject(refused(24, 2207008));
  expect((await get(container)).status).toBe(400);
  token = (await grant(account, ['instagram_business_basic'])).body.access_token;
  expect((await publish(container)).body.error.code).toBe(10);
});

const fault = (name: string, more: object = {}) =>
  control('faults', { standIn: 'instagram', fault: name, operation: 'commit', match: account, ...more });
const requests = () => told(`requests?account=${account}`);

test.each([
  ['drop_before_work', false],
  ['drop_after_work', true],
] as const)('%s: nobody hears, and only the ledger knows', async (name, published) => {
  const id = await created({ image_url: picture(), caption: name });
  await fault(name);
  await expect(publish(id)).rejects.toThrow();
  expect(await requests()).toMatchObject([{ published, delivered: false, status: null }]);
  expect(await statusOf(id)).toBe(published ? 'PUBLISHED' : 'FINISHED');
});

test.each([
  ['server_error', false],
  ['server_error_after_work', true],
] as const)('%s is a 500, and what was done is done', async (name, published) => {
  const id = await created({ image_url: picture() });
  await fault(name);
  expect((await publish(id)).status).toBe(500);
  await eventually(async () =>
    expect(await requests()).toMatchObject([{ published, delivered: true, status: 500 }]),
  );
  expect(await statusOf(id)).toBe(published ? 'PUBLISHED' : 'FINISHED');
});

test('a slow answer to work that is done comes late, or not at all to who left', async () => {
  const id = await created({ image_url: picture() });
  await fault('slow_after_work', { delayMs: 60_000 });
  const leaving = call(at(`${account}/media_publish`), {
    ...{ token, form: { creation_id: id }, signal: AbortSignal.timeout(100) },
  });
  await expect(leaving).rejects.toThrow();
  expect(await requests()).toMatchObject([{ published: true, delivered: false }]);
});

test('a fault for a time meets every call of its operation until then, and says how long', async () => {
  const id = await created({ image_url: picture() });
  await fault('rate_limited', { forSeconds: 20 });
  for (let times = 0; times < 2; times += 1) {
    const { status, headers } = await publish(id);
    expect(status).toBe(400);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(15);
  }
  expect(await statusOf(id)).toBe('FINISHED');
  await fetch(platforms.at('/control/faults'), { method: 'DELETE' });
  await fault('rate_limited', { forSeconds: 0.001 });
  await eventually(async () => expect((await publish(id)).status).toBe(200));
});

test('lists show a fresh post late: by a while that is set, or by a fault; the post itself is there', async () => {
  const newest = async () => (await get(`${account}/media?limit=1`)).body.data[0].id;
  await control('visibility', { platform: 'instagram', hiddenMs: 3_600_000 });
  const { id } = (await publish(await created({ image_url: picture() }))).body;
  expect(await newest()).not.toBe(id);
  expect((await get(id)).body.id).toBe(id);
  await control('visibility', { platform: 'instagram', hiddenMs: 0 });
  expect(await newest()).toBe(id);
  await control('faults', { standIn: 'instagram', fault: 'stale', staleSeconds: 60, times: 1 });
  expect(await newest()).not.toBe(id);
  expect(await newest()).toBe(id);
});
