import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control, told } = platforms;
afterAll(() => platforms.close());

const account = '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL';
const tokenFor = async (...scopes: string[]): Promise<string> =>
  (await control('tokens', { platform: 'tiktok', accountId: account, scopes })).body.access_token;
const ask = async (token: string, path: string, json?: object) => {
  const { status, body } = await call(`/tiktok/api${path}`, { token, json });
  return { status, ...body };
};

test('user info gives the fields that were asked for, and an envelope', async () => {
  const token = await tokenFor('user.info.basic', 'user.info.stats');
  const { status, data, error } = await ask(
    token,
    '/v2/user/info/?fields=open_id,display_name,follower_count',
  );
  expect(status).toBe(200);
  expect(data.user).toEqual({
    ...{ open_id: account, display_name: 'Atelier Lune', follower_count: expect.any(Number) },
  });
  expect(error).toEqual({ code: 'ok', message: '', log_id: expect.stringMatching(/^\w{32}$/) });
});

test('user info refuses no fields, unknown ones, and those without their scope', async () => {
  const token = await tokenFor('user.info.basic');
  const codeOf = async (query: string) => {
    const { status, error } = await ask(token, `/v2/user/info/${query}`);
    return `${status} ${error.code}`;
  };
  expect(await codeOf('')).toBe('400 invalid_params');
  expect(await codeOf('?fields=open_id,shoe_size')).toBe('400 invalid_params');
  expect(await codeOf('?fields=open_id,follower_count')).toBe('401 scope_not_authorized');
  expect((await ask('act.nonsense', '/v2/user/info/?fields=open_id')).error.code).toBe(
    'access_token_invalid',
  );
});

test('videos come newest first, page after page, each once', async () => {
  const token = await tokenFor('video.list');
  const videos: { id: string; create_time: number }[] = [];
  let page = { cursor: 0, has_more: true };
  while (page.has_more) {
    const path = '/v2/video/list/?fields=id,create_time';
    const { data } = await ask(token, path, { cursor: page.cursor, max_count: 20 });
    videos.push(...data.videos);
    page = data;
  }
  expect(videos.length).toBeGreaterThan(40);
  expect(new Set(videos.map(({ id }) => id)).size).toBe(videos.length);
  const times = videos.map((video) => video.create_time);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
});

test('a video’s views grow and then level off', async () => {
  const viewsOf = async (id?: string): Promise<{ id: string; view_count: number }> => {
    const token = await tokenFor('video.list');
    const { data } = await ask(token, '/v2/video/list/?fields=id,view_count', { max_count: 20 });
    return id === undefined ? data.videos[0] : data.videos.find((video: { id: string }) => video.id === id);
  };
  const views: number[] = [];
  const { id } = await viewsOf();
  for (let step = 0; step < 3; step += 1) {
    views.push((await viewsOf(id)).view_count);
    await control('clock', { advanceSeconds: 10 * 86_400 });
  }
  const [atFirst = 0, after10Days = 0, after20Days = 0] = views;
  expect(after10Days).toBeGreaterThan(atFirst);
  expect(after20Days - after10Days).toBeLessThan(after10Days * 0.01);
});

test('video list wants its scope, fields, and at most 20', async () => {
  const path = '/v2/video/list/?fields=id';
  expect((await ask(await tokenFor('user.info.basic'), path, {})).error.code).toBe('scope_not_authorized');
  const token = await tokenFor('video.list');
  expect((await ask(token, '/v2/video/list/', {})).error.code).toBe('invalid_params');
  expect((await ask(token, path, { max_count: 21 })).error.code).toBe('invalid_params');
  expect((await ask(token, path, {})).data.videos).toHaveLength(10);
});

test('the pictures whose addresses it gives are there', async () => {
  const token = await tokenFor('user.info.basic', 'video.list');
  const { data: profile } = await ask(token, '/v2/user/info/?fields=avatar_url');
  const { data: list } = await ask(token, '/v2/video/list/?fields=cover_image_url', { max_count: 1 });
  for (const address of [profile.user.avatar_url, list.videos[0].cover_image_url]) {
    const picture = await fetch(address);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  }
});

test('the 601st call of a minute is refused; the next minute’s is not', async () => {
  const token = await tokenFor('user.info.basic');
  const path = '/v2/user/info/?fields=open_id';
  // A window begins: what is left of this one would cut the count in two.
  const { now } = await told('clock');
  await control('clock', { advanceSeconds: 60 - ((new Date(now).getTime() / 1000) % 60) + 1 });
  for (let batch = 0; batch < 30; batch += 1) {
    await Promise.all(Array.from({ length: 20 }, () => ask(token, path)));
  }
  expect(await ask(token, path)).toMatchObject({ status: 429, error: { code: 'rate_limit_exceeded' } });
  await control('clock', { advanceSeconds: 60 });
  expect((await ask(token, path)).status).toBe(200);
});
