import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDiskStorage } from '../../media/diskStorage.ts';
import { generationKey, renditionKey, newVideoKey } from '../../media/keys.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
const film = Buffer.from('\0\0\0\x18ftypisom and more');
const picture = Buffer.from('a picture');
const answer = generationKey('0198c2a4-7b1c-7c11-8d0e-3c5d6f7a8b9c');
const keys = { film: newVideoKey(film), picture: renditionKey('a picture', 'jpg') };

beforeAll(async () => {
  api = await startTestApi();
  const storage = createDiskStorage(api.config.MEDIA_DIR);
  await storage.put(keys.film, film);
  await storage.put(keys.picture, picture);
  await storage.put(answer, Buffer.from('{}'));
});
afterAll(() => api.close());

/** The address as a platform is given it. */
const linkTo = (key: string, now = new Date()) =>
  new URL(signMediaLink(api.config.JWT_SECRET ?? '', api.url, key, now));
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60_000);

test('a platform finds what is to be published, under its type, for a day', async () => {
  for (const [key, bytes, type] of [
    [keys.film, film, 'video/mp4'],
    [keys.picture, picture, 'image/jpeg'],
  ] as const) {
    const found = await fetch(linkTo(key, hoursAgo(23)));
    expect([found.status, found.headers.get('content-type')]).toEqual([200, type]);
    expect(Buffer.from(await found.arrayBuffer()).equals(bytes)).toBe(true);
    const asked = await fetch(linkTo(key), { method: 'HEAD' });
    expect([asked.status, asked.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect((await fetch(linkTo(key, hoursAgo(24)))).status).toBe(404);
  }
});

test('nobody finds it without such an address, or makes one last longer', async () => {
  const statusOf = async (change: (url: URL) => void) => {
    const url = linkTo(keys.film, hoursAgo(1));
    change(url);
    return (await fetch(url)).status;
  };
  expect(await statusOf(() => {})).toBe(200);
  expect(await statusOf((url) => (url.search = ''))).toBe(404);
  expect(await statusOf((url) => url.searchParams.delete('signature'))).toBe(404);
  expect(await statusOf((url) => url.searchParams.set('expires', '9999999999'))).toBe(404);
  expect(await statusOf((url) => (url.pathname = `/media/publishing/${keys.picture}`))).toBe(404);
  expect((await fetch(`${api.url}/media/${keys.film}`)).status).toBe(404);
  expect((await fetch(`${api.url}/media/${keys.picture}`)).status).toBe(404);
});

test('what a model answered is nobody’s business, and what is not there is not found', async () => {
  expect((await fetch(linkTo(answer))).status).toBe(404);
  expect((await fetch(linkTo(newVideoKey(Buffer.from('another'))))).status).toBe(404);
});
