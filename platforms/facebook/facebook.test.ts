import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { appCall } from '../calls.ts';
import { readGrant } from '../oauth.ts';
import { loadPlatforms, type RegisteredPlatform } from '../registry.ts';

/** What is Facebook's own; what all platforms promise is tried in ../*.contract.test.ts. */
const sandbox = await startTestPlatforms();
const registry = await loadPlatforms({
  ...{ environment: {}, publicUrl: 'http://localhost:3000', sandboxUrl: sandbox.at('') },
});
const registered = registry.find('facebook') as RegisteredPlatform;
const { platform } = registered;
const app = appCall(registered);
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('reset', {});
});

async function pagesOf(accountId = '10224519837401128') {
  const { body } = await sandbox.control('tokens', { platform: 'facebook', accountId });
  const grant = await platform.exchange?.(app, readGrant(body));
  return platform.accounts({ ...app, accessToken: grant?.accessToken ?? '' });
}
type Pages = Awaited<ReturnType<typeof pagesOf>>;
const callOf = ({ externalId, grant }: Pages[number]) => ({
  ...{ http: app.http, externalId, accessToken: grant?.accessToken ?? '' },
});
const at = (pages: Pages, index: number): Pages[number] => {
  const page = pages[index];
  if (!page) throw new Error(`there is no page ${index}`);
  return page;
};

test('each page of a person comes with a token of its own, which does not expire', async () => {
  const pages = await pagesOf();
  expect(pages.map(({ displayName }) => displayName)).toEqual([
    ...['Atelier Lune', 'Atelier Lune Paris', 'Marché de la Croix-Rousse'],
  ]);
  expect(new Set(pages.map(({ grant }) => grant?.accessToken)).size).toBe(3);
  expect(pages.every(({ grant }) => grant?.expiresInSeconds === null)).toBe(true);
  await sandbox.control('clock', { advanceSeconds: 400 * 86_400 });
  const one = await platform.statistics(callOf(at(pages, 0)));
  const other = await platform.statistics(callOf(at(pages, 1)));
  expect(one.followers).toBeGreaterThan(other.followers ?? 0);
  expect(one).toMatchObject({ views: expect.any(Number), reach: expect.any(Number), likes: null });
});

test('posts tell views, reach, reactions and clicks', async () => {
  const [post] = await platform.posts(callOf(at(await pagesOf(), 0)), { since: new Date(0), limit: 1 });
  expect(post?.metrics).toEqual({
    ...{ likes: expect.any(Number), comments: expect.any(Number), shares: expect.any(Number) },
    ...{ views: expect.any(Number), reach: expect.any(Number), clicks: expect.any(Number) },
    ...{ saves: null, impressions: null },
  });
});

test('a small page has followers, and no insights', async () => {
  const page = at(await pagesOf('10230114477065302'), 0);
  const told = await platform.statistics(callOf(page));
  expect(told).toMatchObject({ followers: expect.any(Number), views: null, reach: null });
});

test('a list without an end is left, and a post without a time left out', async () => {
  const page = at(await pagesOf(), 0);
  let requests = 0;
  const always = (data: object[]) => {
    const json = { data, paging: { next: 'https://graph.facebook.com/', cursors: { after: 'the same' } } };
    const send = () => Promise.resolve({ status: 200, headers: {}, text: '', json, retryAfterMs: null });
    requests = 0;
    return { ...app.http, send: () => ((requests += 1), send()) };
  };
  const posts = (data: object[]) =>
    platform.posts({ ...callOf(page), http: always(data) }, { since: new Date(0), limit: 50 });
  expect(await posts([])).toEqual([]);
  expect(await posts([{ id: '1_2', created_time: 'yesterday' }])).toEqual([]);
  expect(requests).toBeLessThanOrEqual(10);
  const listed = [{ id: '1', name: 'One', access_token: 'EAAB1' }];
  expect(await platform.accounts({ ...app, accessToken: '', http: always(listed) })).not.toEqual([]);
  expect(requests).toBeLessThanOrEqual(20);
});
