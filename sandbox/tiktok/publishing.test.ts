import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../test/support/eventually.ts';
import { aVideo, startMediaServer } from '../../test/support/mediaServer.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const [platforms, media] = await Promise.all([startTestPlatforms(), startMediaServer()]);
const { call, control, told } = platforms;
afterAll(async () => {
  await platforms.close();
  await media.close();
});

const account = '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL';
const megabyte = 1024 * 1024;
let token = '';
beforeEach(async () => {
  await control('reset', {});
  await control('visibility', { platform: 'tiktok', hiddenMs: 0 });
  token = (await control('tokens', { platform: 'tiktok', accountId: account })).body.access_token;
});

const post = (path: string, json: object) => call(`/tiktok/api/v2/post/publish/${path}`, { token, json });
const statusOf = async (id: string) => (await post('status/fetch/', { publish_id: id })).body.data;
const pass = (seconds: number) => control('clock', { advanceSeconds: seconds });
const info = (title: string, level = 'PUBLIC_TO_EVERYONE') => ({ title, privacy_level: level });
const pulled = (title: string, name = 'clip.mp4') =>
  post('video/init/', {
    post_info: info(title),
    source_info: { source: 'PULL_FROM_URL', video_url: media.at(name) },
  });
const photos = (names: string[], more: object = {}) =>
  post('content/init/', {
    ...{ media_type: 'PHOTO', post_mode: 'DIRECT_POST' },
    post_info: { ...info('Title'), description: 'What it shows' },
    source_info: { source: 'PULL_FROM_URL', photo_cover_index: 0, photo_images: names.map(media.at) },
    ...more,
  });
const upload = (title: string, size: number, chunk: number, count: number) =>
  post('video/init/', {
    post_info: info(title),
    source_info: { source: 'FILE_UPLOAD', video_size: size, chunk_size: chunk, total_chunk_count: count },
  });
const put = (address: string, bytes: Buffer, range: string) =>
  fetch(address, {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'video/mp4', 'content-range': range },
  });
const newest = async () =>
  (await call('/tiktok/api/v2/video/list/?fields=id,title,share_url', { token, json: { max_count: 1 } })).body
    .data.videos[0];
const refused = (status: number, code: string) => ({ status, body: { error: { code } } });

test('the creator’s choices are told', async () => {
  expect((await post('creator_info/query/', {})).body.data).toMatchObject({
    creator_username: 'atelier.lune',
    privacy_level_options: expect.arrayContaining(['PUBLIC_TO_EVERYONE', 'SELF_ONLY']),
  });
});

test('a video that is fetched is worked on, then public, and its id comes last, as a number', async () => {
  const { publish_id: id } = (await pulled('Hello')).body.data;
  expect(await statusOf(id)).toMatchObject({ status: 'PROCESSING_DOWNLOAD', downloaded_bytes: 64 });
  await pass(1.6);
  expect(await statusOf(id)).toMatchObject({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] });
  await pass(1);
  const answer = await fetch(platforms.at('/tiktok/api/v2/post/publish/status/fetch/'), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ publish_id: id }),
  });
  const [, postId] = /"publicaly_available_post_id":\[(\d{19})\]/.exec(await answer.text()) ?? [];
  expect(await newest()).toMatchObject({ id: postId, title: 'Hello' });
  expect(await (await fetch((await newest()).share_url)).text()).toContain('Hello');
  expect(await told('requests')).toMatchObject([
    { name: 'video/init', account, text: 'Hello', published: true, postId },
  ]);
});

test('photos are a post with title and words', async () => {
  const { publish_id: id } = (await photos(['300x400.jpg', '400x300.jpg'])).body.data;
  await pass(5);
  expect((await statusOf(id)).status).toBe('PUBLISH_COMPLETE');
  const [published] = await told('posts');
  expect(published).toMatchObject({ text: 'What it shows', kind: 'image', details: { title: 'Title' } });
  expect(published.media).toHaveLength(2);
});

test('an upload publishes by its last byte, also when the sandbox was restarted between the parts', async () => {
  const chunk = 5 * megabyte;
  const video = aVideo(2 * chunk + 1000);
  const { publish_id: id, upload_url: address } = (await upload('Long', video.length, chunk, 2)).body.data;
  const first = await put(address, video.subarray(0, chunk), `bytes 0-${chunk - 1}/${video.length}`);
  expect([first.status, first.headers.get('content-range')]).toEqual([
    206,
    `bytes 0-${chunk - 1}/${video.length}`,
  ]);
  expect(await statusOf(id)).toMatchObject({ status: 'PROCESSING_UPLOAD', uploaded_bytes: chunk });
  expect(await told('requests')).toEqual([]);
  await platforms.restart();
  const { pathname, search } = new URL(address);
  const last = () =>
    put(
      platforms.at(pathname + search),
      video.subarray(chunk),
      `bytes ${chunk}-${video.length - 1}/${video.length}`,
    );
  expect((await last()).status).toBe(201);
  expect((await last()).status).toBe(404);
  await pass(5);
  expect((await statusOf(id)).status).toBe('PUBLISH_COMPLETE');
  const requests = await told('requests');
  expect(requests.map(({ published }: { published: boolean }) => published)).toEqual([true, false]);
});

test('parts come in their turn, of the size that was announced, while the address is good', async () => {
  const video = aVideo();
  const { upload_url: address } = (await upload('Short', 64, 64, 1)).body.data;
  expect((await put(address, video, '')).status).toBe(400);
  expect((await put(address, video.subarray(1), 'bytes 1-63/64')).status).toBe(416);
  expect((await put(address, video.subarray(1), 'bytes 0-63/64')).status).toBe(416);
  expect((await put(`${address}x`, video, 'bytes 0-63/64')).status).toBe(404);
  await pass(3601);
  expect((await put(address, video, 'bytes 0-63/64')).status).toBe(403);
});

test.each([
  ['a video that is none', () => pulled('x', '100x100.jpg'), 'file_format_check_failed'],
  ['a video that is not there', () => pulled('x', 'nothing'), 'video_pull_failed'],
  ['a photo that is not there', () => photos(['nothing']), 'photo_pull_failed'],
  ['a PNG', () => photos(['100x100.png']), 'file_format_check_failed'],
  ['too large a photo', () => photos(['1200x1200.jpg']), 'picture_size_check_failed'],
])('%s fails, and only its status says why', async (_what, init, reason) => {
  const { publish_id: id } = (await init()).body.data;
  await pass(5);
  expect(await statusOf(id)).toMatchObject({ status: 'FAILED', fail_reason: reason });
  expect(await told('posts')).toEqual([]);
});

test('what is malformed is refused, and is no attempt', async () => {
  const invalid = refused(400, 'invalid_params');
  expect(await photos([])).toMatchObject(invalid);
  expect(await photos(['1x1.jpg'], { post_mode: 'LATER' })).toMatchObject(invalid);
  expect(await post('video/init/', { post_info: info('x', 'EVERYBODY') })).toMatchObject(invalid);
  expect(await upload('x', 64, 32, 2)).toMatchObject(invalid);
  expect(await upload('x', 100 * megabyte, 100 * megabyte, 1)).toMatchObject(invalid);
  expect(await told('requests')).toEqual([]);
});

test('a post that only its author sees is in no list, and has no public id', async () => {
  const { publish_id: id } = (await photos(['100x100.jpg'], { post_info: info('mine', 'SELF_ONLY') })).body
    .data;
  await pass(5);
  expect(await statusOf(id)).toMatchObject({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] });
  expect((await newest()).title).not.toBe('mine');
  expect(await told('posts')).toMatchObject([{ text: 'mine', listed: false }]);
});

test('six posts a minute begin, and so many a day', async () => {
  // A minute begins: what is left of this one would cut the count in two.
  const { now } = await told('clock');
  await pass(60 - ((new Date(now).getTime() / 1000) % 60) + 1);
  for (let count = 0; count < 6; count += 1) expect((await pulled(`${count}`)).status).toBe(200);
  expect(await pulled('7')).toMatchObject(refused(429, 'rate_limit_exceeded'));
  await pass(60);
  for (let count = 0; count < 6; count += 1) await pulled(`${count}`);
  await pass(60);
  for (let count = 0; count < 3; count += 1) expect((await pulled(`${count}`)).status).toBe(200);
  expect(await pulled('16')).toMatchObject(refused(403, 'spam_risk_too_many_posts'));
});

test('another’s post is not told, and one that there is not', async () => {
  const { publish_id: id } = (await pulled('x')).body.data;
  expect(await post('status/fetch/', { publish_id: 'x' })).toMatchObject(refused(400, 'invalid_publish_id'));
  const other = '-000QnhbTXkGWqd8hUTZ0vIMdMIrDEEo61vF';
  token = (await control('tokens', { platform: 'tiktok', accountId: other })).body.access_token;
  expect(await post('status/fetch/', { publish_id: id })).toMatchObject(
    refused(401, 'token_not_authorized_for_specified_publish_id'),
  );
});

test('an answer that is lost after the last byte was taken leaves the post published', async () => {
  const { publish_id: id, upload_url: address } = (await upload('Lost', 64, 64, 1)).body.data;
  await control('faults', { standIn: 'tiktok', fault: 'drop_after_work', operation: 'commit' });
  await expect(put(address, aVideo(), 'bytes 0-63/64')).rejects.toThrow();
  await pass(5);
  await eventually(async () => expect((await statusOf(id)).status).toBe('PUBLISH_COMPLETE'));
  expect(await told('requests')).toMatchObject([{ name: 'upload', published: true, delivered: false }]);
});
