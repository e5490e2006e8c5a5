import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { aPicture, aVideo, startMediaServer } from '../../test/support/mediaServer.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const [platforms, media] = await Promise.all([startTestPlatforms(), startMediaServer()]);
const { call, control, told } = platforms;
afterAll(async () => {
  await platforms.close();
  await media.close();
});

const person = '10224519837401128';
let token = '';
let pageId = '';
beforeEach(async () => {
  await control('reset', {});
  await control('visibility', { platform: 'facebook', hiddenMs: 0 });
  const { access_token: ofPerson } = (await control('tokens', { platform: 'facebook', accountId: person }))
    .body;
  const [page] = (await call('/facebook/graph/v23.0/me/accounts', { token: ofPerson })).body.data;
  token = page.access_token;
  pageId = page.id;
});

const at = (path: string) => `/facebook/graph/v23.0/${path}`;
const get = async (path: string) => call(at(path), { token });
const post = (path: string, form: Record<string, string>) => call(at(path), { token, form });
const picture = () => media.at('400x400.jpg');
const refused = (code: number) => ({ status: 400, body: { error: expect.objectContaining({ code }) } });
const newest = async (edge = 'feed') =>
  (await get(`${pageId}/${edge}?limit=1&fields=id,message,is_published,status_type,permalink_url`)).body
    .data[0];
const drafts = async () =>
  (await get(`${pageId}/promotable_posts?is_published=false&fields=id,message,is_published`)).body.data;

/** Posts a form of parts, with a file. */
async function upload(path: string, fields: Record<string, string>, file: Buffer) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('source', new Blob([new Uint8Array(file)]), 'file');
  const answer = await fetch(platforms.at(at(path)), {
    ...{ method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } },
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

test('a post of words is in the feed at once, and by its link', async () => {
  const { id } = (await post(`${pageId}/feed`, { message: 'Hello', link: 'https://example.com' })).body;
  expect(await newest()).toMatchObject({ id, message: 'Hello', is_published: true });
  expect(await (await fetch((await newest()).permalink_url)).text()).toContain('https://example.com');
  expect(await told('requests?platform=facebook')).toMatchObject([
    { account: pageId, name: 'feed', text: 'Hello', published: true, postId: id },
  ]);
});

test('a draft is seen by nobody until it is shown, once, under its own id', async () => {
  const draft = await post(`${pageId}/feed`, { message: 'Soon', published: 'false' });
  const { id } = draft.body;
  expect((await newest()).id).not.toBe(id);
  expect(await drafts()).toEqual([{ id, message: 'Soon', is_published: false }]);
  expect(await told('requests')).toEqual([]);
  await platforms.restart();
  expect((await get(`${id}?fields=is_published`)).body).toEqual({ id, is_published: false });
  expect((await post(id, { is_published: 'true' })).body).toEqual({ success: true });
  expect(await post(id, { is_published: 'true' })).toMatchObject(refused(100));
  expect((await get(`${id}?fields=is_published,message`)).body).toEqual({
    ...{ id, is_published: true, message: 'Soon' },
  });
  expect((await newest('published_posts')).id).toBe(id);
  expect(await drafts()).toEqual([]);
  const requests = await told('requests');
  expect(requests.map(({ published }: { published: boolean }) => published)).toEqual([true, false]);
});

test('a photo is a post; or is kept, and put into one with others, once', async () => {
  const single = (await post(`${pageId}/photos`, { url: picture(), caption: 'one' })).body;
  expect(await newest()).toMatchObject({ id: single.post_id, message: 'one', status_type: 'added_photos' });
  const keep = (file: Buffer) => upload(`${pageId}/photos`, { published: 'false', temporary: 'true' }, file);
  const kept = [await keep(await aPicture(50, 50)), await keep(await aPicture(60, 50, 'png'))];
  expect(kept.map(({ body }) => Object.keys(body))).toEqual([['id'], ['id']]);
  const attached = JSON.stringify(kept.map(({ body }) => ({ media_fbid: body.id })));
  const both = () => post(`${pageId}/feed`, { message: 'two', attached_media: attached });
  expect((await both()).body).toEqual({ id: (await newest()).id });
  expect(await both()).toMatchObject(refused(100));
  const [, two] = await told('posts');
  expect(two).toMatchObject({ text: 'two', kind: 'image' });
  expect(two.media).toHaveLength(2);
});

test('a photo that is kept may be attached for a day', async () => {
  const { id } = (await post(`${pageId}/photos`, { url: picture(), published: 'false' })).body;
  await control('clock', { advanceSeconds: 86_401 });
  const { access_token: ofPerson } = (await control('tokens', { platform: 'facebook', accountId: person }))
    .body;
  token = (await call(at('me/accounts'), { token: ofPerson })).body.data[0].access_token;
  expect(await post(`${pageId}/feed`, { 'attached_media[0]': `{"media_fbid":"${id}"}` })).toMatchObject(
    refused(100),
  );
});

test('a video is worked on for a while, then its post is there', async () => {
  const { id } = (await upload(`${pageId}/videos`, { description: 'moves' }, aVideo())).body;
  const video = async () => (await get(`${id}?fields=status,post_id,published`)).body;
  const { post_id: postId, status } = await video();
  expect(status.video_status).toBe('processing');
  expect((await newest()).id).not.toBe(postId);
  await control('clock', { advanceSeconds: 5 });
  expect((await video()).status.video_status).toBe('ready');
  expect(await newest()).toMatchObject({ id: postId, message: 'moves', status_type: 'added_video' });
});

test('a video can be made first and shown later', async () => {
  const form = { file_url: media.at('clip.mp4'), description: 'later', published: 'false' };
  const { id } = (await post(`${pageId}/videos`, form)).body;
  expect((await post(id, { published: 'true' })).body).toEqual({ success: true });
  expect((await newest()).message).toBe('later');
  expect(await told('requests')).toMatchObject([{ name: 'is_published', text: 'later', published: true }]);
});

test('what cannot be published is refused', async () => {
  expect(await post(`${pageId}/feed`, {})).toMatchObject(refused(100));
  expect(await post(`${pageId}/photos`, {})).toMatchObject(refused(100));
  expect(await post(`${pageId}/photos`, { url: media.at('nothing.jpg') })).toMatchObject(refused(324));
  expect(await post(`${pageId}/photos`, { url: media.at('clip.mp4') })).toMatchObject(refused(324));
  expect(await post(`${pageId}/videos`, { file_url: picture() })).toMatchObject(refused(352));
  expect(await post(`${pageId}/videos`, { file_url: media.at('nothing') })).toMatchObject(refused(389));
  expect((await post(`${pageId}/feed`, { message: 'twice' })).status).toBe(200);
  expect(await post(`${pageId}/feed`, { message: 'twice' })).toMatchObject(refused(506));
  expect(await post(`${pageId}_1`, { is_published: 'true' })).toMatchObject(refused(100));
  expect(await told('posts')).toHaveLength(1);
});

test('a page comments below its posts, and answers', async () => {
  const { id } = (await post(`${pageId}/feed`, { message: 'talk' })).body;
  const comment = (await post(`${id}/comments`, { message: 'first' })).body.id;
  await post(`${comment}/comments`, { message: 'second' });
  expect((await get(`${id}/comments`)).body.data).toMatchObject([
    { id: comment, message: 'first', from: { id: pageId, name: 'Atelier Lune' } },
  ]);
  expect((await get(`${comment}/comments`)).body.data).toMatchObject([{ message: 'second' }]);
  expect((await get(`${comment}?fields=message`)).body.message).toBe('first');
});

test('only the page itself publishes, with its permission', async () => {
  const grant = async (scopes: string[]) =>
    (await control('tokens', { platform: 'facebook', accountId: person, scopes })).body.access_token;
  token = await grant(['pages_show_list', 'pages_manage_posts']);
  expect(await post(`${pageId}/feed`, { message: 'x' })).toMatchObject(refused(190));
  token = await grant(['pages_show_list']);
  token = (await call(at('me/accounts'), { token })).body.data[0].access_token;
  expect((await post(`${pageId}/feed`, { message: 'x' })).body.error.code).toBe(10);
});

test('an answer that is lost after a draft was made leaves a draft, and no post', async () => {
  await control('faults', { standIn: 'facebook', fault: 'drop_after_work', operation: 'prepare' });
  await expect(post(`${pageId}/feed`, { message: 'orphan', published: 'false' })).rejects.toThrow();
  expect(await drafts()).toMatchObject([{ message: 'orphan' }]);
  expect(await told('posts')).toEqual([]);
});
