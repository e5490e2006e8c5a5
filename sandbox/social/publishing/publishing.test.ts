import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startMediaServer } from '../../../test/support/mediaServer.ts';
import { startTestPlatforms } from '../../../test/support/testPlatforms.ts';

/** What all platforms share when they publish, tried on Facebook's pages and on Instagram. */

const [platforms, media] = await Promise.all([startTestPlatforms(), startMediaServer()]);
const { call, control, told } = platforms;
afterAll(async () => {
  await platforms.close();
  await media.close();
});
beforeEach(async () => {
  await control('reset', {});
});

const account = '17841400008460056';
const tokenFor = async (accountId: string) =>
  (await control('tokens', { platform: 'instagram', accountId })).body.access_token;
const instagram = async (token: string, path: string, form: Record<string, string>) =>
  (await call(`/instagram/graph/v23.0/me/${path}`, { token, form })).body;
async function publish(
  caption: string,
  accountId = account,
  more: Record<string, string> = {},
): Promise<string> {
  const token = await tokenFor(accountId);
  const image = { image_url: media.at('400x500.jpg') };
  const { id } = await instagram(token, 'media', { ...image, caption, ...more });
  return (await instagram(token, 'media_publish', { creation_id: id })).id;
}
const pageOf = async (path: string) => {
  const response = await fetch(platforms.at(path));
  return { status: response.status, html: await response.text(), headers: response.headers };
};

test('a feed shows what was published, newest first, stories too, and nothing of it runs', async () => {
  const first = await publish('<script>alert("one")</script>');
  await publish('two', account, { media_type: 'STORIES' });
  const { html, headers } = await pageOf(`/feed/instagram/${account}`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).not.toContain('<script');
  expect(html).toContain('&#60;script&#62;');
  expect(html.indexOf('two')).toBeLessThan(html.indexOf('alert'));
  expect(html).toContain(`id="${first}"`);
  expect(html).toContain('Story');
  const [, picture = ''] = /src="(\/media\/\w{64})"/.exec(html) ?? [];
  expect((await fetch(platforms.at(picture))).headers.get('content-type')).toBe('image/jpeg');
});

test('the front page leads to the feeds; an account without posts has an empty one, a stranger none', async () => {
  await publish('hello');
  const home = (await pageOf('/')).html;
  expect(home).toContain(`href="/feed/instagram/${account}"`);
  expect(home).toContain('1 post');
  expect((await pageOf('/feed/instagram/17841405793187218')).html).toContain('Nothing has been published');
  expect((await pageOf('/feed/instagram/nobody')).status).toBe(404);
  expect((await pageOf('/feed/myspace/tom')).status).toBe(404);
});

test('the ledger is asked by platform, account and time, and outlives a restart', async () => {
  const other = '17841405793187218';
  await publish('mine');
  await publish('theirs', other);
  const texts = async (query: string): Promise<string[]> => [
    ...(await told(`requests?${query}`)).map(({ text }: { text: string }) => text),
    ...(await told(`posts?${query}`)).map(({ text }: { text: string }) => text),
  ];
  expect(await texts('')).toEqual(['mine', 'theirs', 'mine', 'theirs']);
  await platforms.restart();
  expect(await texts(`platform=instagram&account=${other}`)).toEqual(['theirs', 'theirs']);
  expect(await texts('platform=tiktok')).toEqual([]);
  expect(await texts(`since=${Date.now() + 1000}`)).toEqual([]);
  await control('reset', {});
  expect(await texts('')).toEqual([]);
});

test('posts of the same moment stand in the list page after page, each once', async () => {
  await control('visibility', { platform: 'instagram', hiddenMs: 0 });
  const ids = new Set(await Promise.all(Array.from({ length: 8 }, (_, index) => publish(`${index}`))));
  const token = await tokenFor(account);
  const seen: string[] = [];
  let next: string | undefined = '/instagram/graph/v23.0/me/media?limit=3';
  while (next && seen.length < 12) {
    const { body } = await call(next, { token });
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    next = body.paging.next && new URL(body.paging.next).pathname + new URL(body.paging.next).search;
  }
  expect(new Set(seen.slice(0, 8))).toEqual(ids);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a request that nothing could come of is not in the ledger; one that meets a fault is', async () => {
  const token = await tokenFor(account);
  await instagram(token, 'media_publish', { creation_id: '17900000000000000' });
  expect(await told('requests')).toEqual([]);
  await control('faults', { standIn: 'instagram', fault: 'revoked_token', operation: 'commit' });
  expect(await publish('never')).toBeUndefined();
  expect(await told('requests')).toMatchObject([{ text: 'never', published: false, status: 400 }]);
  expect(await told('posts')).toEqual([]);
});

test('a fault can be set for one post, by its words', async () => {
  await control('faults', {
    standIn: 'instagram',
    fault: 'unavailable',
    operation: 'commit',
    match: 'the second',
  });
  expect(await publish('the first')).toEqual(expect.any(String));
  expect(await publish('the second')).toBeUndefined();
});

test('a fault for a time is listed as long as it lasts', async () => {
  await control('faults', { standIn: 'instagram', fault: 'unavailable', forSeconds: 60, operation: 'list' });
  expect(await told('faults')).toMatchObject([{ fault: 'unavailable', operation: 'list' }]);
  expect((await pageOf('/')).html).toMatch(/for \d+ s all calls/);
  await fetch(platforms.at('/control/faults'), { method: 'DELETE' });
  await control('faults', { standIn: 'instagram', fault: 'unavailable', forSeconds: 0.001 });
  expect(await publish('after it')).toEqual(expect.any(String));
  expect((await control('faults', { standIn: 'instagram', fault: 'slow', operation: 'think' })).status).toBe(
    400,
  );
  expect((await control('visibility', { platform: 'instagram', hiddenMs: -1 })).status).toBe(400);
});
