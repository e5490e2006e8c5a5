import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control } = platforms;
afterAll(() => platforms.close());
beforeEach(async () => {
  await control('reset', {});
});

const person = '10224519837401128';
const day = 86_400;
const app = { client_id: 'sandbox-facebook', client_secret: 'sandbox-facebook-secret' };
const path = (rest: string) => `/facebook/graph/v23.0${rest}`;
const withQuery = (rest: string, query: Record<string, string>) =>
  path(`${rest}?${new URLSearchParams(query).toString()}`);
const shortToken = async (accountId = person): Promise<string> =>
  (await control('tokens', { platform: 'facebook', accountId })).body.access_token;
async function longToken(accountId = person): Promise<string> {
  const query = { ...app, grant_type: 'fb_exchange_token', fb_exchange_token: await shortToken(accountId) };
  return (await call(withQuery('/oauth/access_token', query))).body.access_token;
}
const pagesOf = async (token: string) => (await call(path('/me/accounts'), { token })).body.data;
const refused = (status: number, code: number, subcode?: number) => ({
  status,
  body: { error: expect.objectContaining({ code, ...(subcode && { error_subcode: subcode }) }) },
});

async function consentTo(pages: string[]) {
  const redirectUri = 'http://localhost:3000/oauth/callback/facebook';
  const query = { client_id: app.client_id, redirect_uri: redirectUri, scope: 'pages_show_list' };
  const form = new URLSearchParams([
    ['decision', 'allow'],
    ['account', person],
  ]);
  for (const page of ['', ...pages]) form.append('pages', page);
  const address = `/facebook/www/v23.0/dialog/oauth?${new URLSearchParams(query).toString()}`;
  const answer = await fetch(platforms.at(address), { method: 'POST', body: form, redirect: 'manual' });
  const location = new URL(answer.headers.get('location') ?? '');
  const code = location.searchParams.get('code') ?? '';
  return { hash: location.hash, redeeming: { ...app, redirect_uri: redirectUri, code } };
}

test('a person chooses which pages a consent opens', async () => {
  const all = await pagesOf(await shortToken());
  expect(all.map(({ name }: { name: string }) => name)).toEqual([
    ...['Atelier Lune', 'Atelier Lune Paris', 'Marché de la Croix-Rousse'],
  ]);
  const { hash, redeeming } = await consentTo([all[1].id]);
  expect(hash).toBe('#_=_');
  // A code is redeemed by GET too, and without a grant_type.
  const { body } = await call(withQuery('/oauth/access_token', redeeming));
  expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 7200 });
  expect(await pagesOf(body.access_token)).toMatchObject([{ name: 'Atelier Lune Paris' }]);
  expect(await call(withQuery('/oauth/access_token', redeeming))).toMatchObject(refused(400, 100, 36009));
  const none = await call(withQuery('/oauth/access_token', (await consentTo([])).redeeming));
  expect(await pagesOf(none.body.access_token)).toEqual([]);
});

test('a later consent is for all tokens of a person: a page that it leaves out is closed to its own', async () => {
  const [first, second] = await pagesOf(await longToken());
  const read = (page: { id: string; access_token: string }) =>
    call(withQuery(`/${page.id}`, { fields: 'name', access_token: page.access_token }));
  await consentTo([first.id]);
  expect((await read(first)).body).toMatchObject({ name: 'Atelier Lune' });
  expect(await read(second)).toMatchObject(refused(403, 10));
  await consentTo([second.id]);
  expect((await read(second)).body).toMatchObject({ name: 'Atelier Lune Paris' });
});

test('a page’s token lives as long as the person’s it came of: with a long-lived one, for ever', async () => {
  const [brief] = await pagesOf(await shortToken());
  const [lasting] = await pagesOf(await longToken());
  const read = (page: { id: string; access_token: string }) =>
    call(withQuery(`/${page.id}`, { fields: 'name,followers_count', access_token: page.access_token }));
  await control('clock', { advanceSeconds: 3 * 3600 });
  expect(await read(brief)).toMatchObject(refused(400, 190, 463));
  await control('clock', { advanceSeconds: 400 * day });
  expect((await read(lasting)).body).toMatchObject({
    name: 'Atelier Lune',
    followers_count: expect.any(Number),
  });
});

test('a person who takes the permissions back ends the pages’ tokens too; a page cannot', async () => {
  const token = await longToken();
  const [page] = await pagesOf(token);
  const revoke = (by: string) => call(path('/me/permissions'), { method: 'DELETE', token: by });
  expect(await revoke(page.access_token)).toMatchObject(refused(400, 100));
  expect((await revoke(token)).body).toEqual({ success: true });
  expect(await call(path(`/${page.id}`), { token: page.access_token })).toMatchObject(refused(400, 190, 460));
});

test('a page tells the metrics that are left; the old ones are refused, and so is a person’s token', async () => {
  const token = await longToken();
  const [page] = await pagesOf(token);
  const insights = (metric: string, by: string = page.access_token) =>
    call(withQuery(`/${page.id}/insights`, { metric, period: 'day', access_token: by }));
  const { body } = await insights('page_media_view,page_follows,page_post_engagements');
  expect(body.data.map((each: { values: object[] }) => each.values.length)).toEqual([2, 2, 2]);
  expect(await insights('page_impressions')).toMatchObject(refused(400, 100));
  expect(await insights('page_fans')).toMatchObject(refused(400, 100));
  expect(await insights('page_follows', token)).toMatchObject(refused(400, 190));
});

test('a page that hardly anybody follows has no insights', async () => {
  const [page] = await pagesOf(await longToken('10230114477065302'));
  const query = { metric: 'page_follows', period: 'day', access_token: page.access_token };
  expect((await call(withQuery(`/${page.id}/insights`, query))).body).toEqual({ data: [] });
});

test('posts come with what their edges count, and with their insights', async () => {
  const [page] = await pagesOf(await longToken());
  const posts = (fields: string, more = {}) =>
    call(withQuery(`/${page.id}/published_posts`, { fields, access_token: page.access_token, ...more }));
  const { body } = await posts(
    'id,reactions.limit(0).summary(total_count),comments.limit(0),insights.metric(post_clicks,post_media_view)',
    { limit: '2' },
  );
  expect(body.data).toHaveLength(2);
  expect(body.data[0]).toEqual({
    id: expect.stringMatching(`^${page.id}_\\d+$`),
    reactions: { data: [], summary: { total_count: expect.any(Number) } },
    comments: { data: [] },
    insights: { data: [expect.objectContaining({ name: 'post_clicks' }), expect.anything()] },
  });
  expect(body.paging.next).toContain(`after=${body.paging.cursors.after}`);
  expect(await posts('id,insights.metric(post_impressions)')).toMatchObject(refused(400, 100));
  expect(await posts('id,shoe_size')).toMatchObject(refused(400, 100));
  expect(await posts('id,reactions.limit(0')).toMatchObject(refused(400, 2500));
});

test('only the app learns what a token is', async () => {
  const token = await shortToken();
  const debug = (by: string) => call(withQuery('/debug_token', { input_token: token, access_token: by }));
  expect(await debug(token)).toMatchObject(refused(400, 100));
  expect((await debug('sandbox-facebook|sandbox-facebook-secret')).body.data).toMatchObject({
    ...{ type: 'USER', is_valid: true, user_id: person, app_id: 'sandbox-facebook' },
  });
});
