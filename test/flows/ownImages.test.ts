import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { nextPicture } from '../../db/planSources.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let ada: TestPerson;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false' });
  ada = await aPerson(api, 'ada');
});
afterAll(() => api.close());

/** As a phone takes it: lying on its side, with where it was taken. */
const aPhoto = () =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: '#336699' } })
    .withExif({
      IFD0: { Make: 'SecretCamera', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

const formOf = (bytes: Uint8Array, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('image', new Blob([Uint8Array.from(bytes)]), 'photo.jpg');
  return form;
};
const bring = (form: FormData, headers = {}) =>
  ada.client.call('POST', '/api/images/upload', { form, headers });
/** What is stored, wherever its address points. */
const fetched = async (address: string) => {
  const { pathname, search } = new URL(address);
  const answer = await fetch(api.url + pathname + search);
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};

test('a photo is kept upright and without what its file told, and is ready for posts', async () => {
  const photo = await aPhoto();
  expect(photo.includes('SecretCamera')).toBe(true);
  const { status, body } = await bring(formOf(photo, { description: 'Our shop', tags: 'shop, front,shop' }));
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { source: 'uploaded', status: 'validated', prompt: 'Our shop', style: null, quality: null },
  });
  expect(body).toMatchObject({ width: 800, height: 1200, tags: ['shop', 'front'] });
  const kept = await fetched(body.image_url);
  expect(kept.bytes.includes('SecretCamera')).toBe(false);
  const { exif, orientation, width, height } = await sharp(kept.bytes).metadata();
  expect({ exif, orientation, width, height }).toEqual({ width: 800, height: 1200 });

  const small = await sharp((await fetched(body.thumbnail_url)).bytes).metadata();
  expect([small.width, small.height]).toEqual([320, 480]);
  const detail = await ada.client.get(`/api/images/${body.id}`);
  expect(detail.body).toMatchObject({
    task_id: null,
    posts: [],
    history: [{ what: 'uploaded' }, { what: 'validated' }],
  });
});

test('the figures of all images count those that were brought, which have no style', async () => {
  const ben = await aPerson(api, 'ben');
  const form = formOf(await aPhoto());
  expect((await ben.client.call('POST', '/api/images/upload', { form })).status).toBe(201);
  expect(await ben.client.get('/api/images/statistics')).toMatchObject({
    status: 200,
    body: { total_images: 1, by_status: { validated: 1 }, by_style: {} },
  });
});

test('what is no picture, too large or missing is refused and says so at its field', async () => {
  const none = await ada.client.with({ 'accept-language': 'en' }).call('POST', '/api/images/upload', {
    form: formOf(Buffer.from('<svg onload=alert(1)>')),
  });
  expect(none).toMatchObject({
    status: 400,
    body: { details: { image: [expect.stringMatching('not a JPEG')] } },
  });
  const cut = (await aPhoto()).subarray(0, 600);
  expect((await bring(formOf(cut))).body.details).toHaveProperty('image');
  expect((await bring(formOf(Buffer.alloc(21 * 1024 * 1024)))).status).toBe(413);
  expect((await ada.client.post('/api/images/upload', {})).body.details).toHaveProperty('image');
  expect((await bring(formOf(await aPhoto(), { tags: 'x'.repeat(60) }))).body.details).toHaveProperty([
    'tags.0',
  ]);
});

test('a repeat with its key brings the picture once, another picture under that key is refused', async () => {
  const photo = await aPhoto();
  const headers = { 'idempotency-key': 'photo-1' };
  const first = await bring(formOf(photo), headers);
  expect(await bring(formOf(photo), headers)).toMatchObject({ status: 201, body: { id: first.body.id } });
  const other = await sharp(photo).resize(100).jpeg().toBuffer();
  expect((await bring(formOf(other), headers)).status).toBe(422);
});

test('a part is cut out as an image of its own, which names the whole', async () => {
  const { body: whole } = await bring(formOf(await aPhoto(), { description: 'Our shop', tags: 'shop' }));
  const path = `/api/images/${whole.id}/crop`;
  const { status, body } = await ada.client.post(path, { x: 100, y: 200, width: 400, height: 500 });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: {
      source: 'cropped',
      status: 'validated',
      prompt: 'Our shop',
      width: 400,
      height: 500,
      tags: ['shop'],
    },
  });
  const { format, width, height } = await sharp((await fetched(body.image_url)).bytes).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 400, height: 500 });
  const historyOf = async (id: number) => (await ada.client.get(`/api/images/${id}`)).body.history;
  expect(await historyOf(body.id)).toMatchObject([
    { what: 'cropped', image: whole.id },
    { what: 'validated' },
  ]);
  expect((await ada.client.delete(`/api/images/${whole.id}`)).status).toBe(204);
  expect(await historyOf(body.id)).toMatchObject([{ what: 'cropped', image: null }, { what: 'validated' }]);
});

test('a part that was cut for one post is none that recurring plans take', async () => {
  const { client } = await aPerson(api, 'lin');
  const upload = { form: formOf(await aPhoto(), { description: 'Our shop' }) };
  const { body: whole } = await client.call('POST', '/api/images/upload', upload);
  await client.post(`/api/images/${whole.id}/crop`, { x: 0, y: 0, width: 400, height: 400 });
  const { body: projects } = await client.get('/api/v1/projects');
  expect(await nextPicture(projects[0].id, null, 'twitter')).toMatchObject({ id: whole.id });
  expect((await client.delete(`/api/images/${whole.id}`)).status).toBe(204);
  expect(await nextPicture(projects[0].id, null, 'twitter')).toBeUndefined();
});

test('what leaves the picture, or has none yet, is not cut', async () => {
  const { body: whole } = await bring(formOf(await aPhoto()));
  const crop = (box: object, id: number = whole.id) =>
    ada.client.post(`/api/images/${id}/crop`, { x: 0, y: 0, width: 1, height: 1, ...box });
  const { body } = await crop({ x: 700, width: 101, y: 1200 });
  expect(Object.keys(body.details).sort()).toEqual(['height', 'width']);
  expect((await crop({ x: -1 })).status).toBe(400);
  expect((await crop({ width: 0.5 })).status).toBe(400);
  const { body: pending } = await ada.client.post('/api/images/generate', { prompt: 'to come' });
  expect(await crop({}, pending.id)).toMatchObject({ status: 409, body: { code: 'image_not_croppable' } });
});

test('the small form of a picture goes with it, and a rejection can be taken back', async () => {
  const { body } = await bring(formOf(await aPhoto()));
  expect((await fetched(body.thumbnail_url)).status).toBe(200);
  const judge = (action: string) => ada.client.patch(`/api/images/${body.id}/validate`, { action });
  expect(await judge('reject')).toMatchObject({ status: 200, body: { status: 'rejected' } });
  expect(await judge('validate')).toMatchObject({ status: 200, body: { status: 'validated' } });
  const foreign = new URL(body.thumbnail_url).pathname.replace(/own-[^.]+/, `own-${'0'.repeat(32)}`);
  expect((await fetched(`${api.url}${foreign}?size=small`)).status).toBe(404);
});
