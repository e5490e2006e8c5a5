import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control } = platforms;
afterAll(() => platforms.close());
beforeEach(async () => {
  await control('reset', {});
});

const account = '17841400008460056';
const day = 86_400;
const path = (rest: string) => `/instagram/graph${rest}`;
const shortToken = async (accountId = account, scopes?: string[]): Promise<string> =>
  (await control('tokens', { platform: 'instagram', accountId, scopes })).body.access_token;
const exchange = (token: string, secret = 'sandbox-instagram-secret') =>
  call(path(`/access_token?grant_type=ig_exchange_token&client_secret=${secret}&access_token=${token}`));
const refresh = (token: string) =>
  call(path(`/refresh_access_token?grant_type=ig_refresh_token&access_token=${token}`));
const refused = (status: number, code: number, subcode?: number) => ({
  status,
  body: { error: expect.objectContaining({ code, ...(subcode && { error_subcode: subcode }) }) },
});

test('a consent leads back with a code and #_, and the code to an hour, its permissions and a number', async () => {
  const redirectUri = 'http://localhost:3000/oauth/callback/instagram';
  const consent = await platforms.consent(
    '/instagram/www/oauth/authorize',
    {
      ...{ client_id: 'sandbox-instagram', redirect_uri: redirectUri, response_type: 'code', state: 's' },
      scope: 'instagram_business_basic,instagram_business_manage_insights',
    },
    { decision: 'allow', account },
  );
  expect(consent.location?.hash).toBe('#_');
  const form = {
    ...{ client_id: 'sandbox-instagram', client_secret: 'sandbox-instagram-secret' },
    ...{ grant_type: 'authorization_code', redirect_uri: redirectUri },
    code: consent.location?.searchParams.get('code') ?? '',
  };
  const address = '/instagram/api/oauth/access_token';
  expect(await call(address, { form: { ...form, code: 'another' } })).toMatchObject({
    status: 400,
    body: {
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    },
  });
  const { body } = await call(address, { form });
  expect(body).toEqual({
    access_token: expect.stringMatching(/^IGAA/),
    user_id: expect.any(Number),
    permissions: ['instagram_business_basic', 'instagram_business_manage_insights'],
  });
  await control('clock', { advanceSeconds: 3601 });
  expect(await call(path(`/v23.0/me?access_token=${body.access_token}`))).toMatchObject(
    refused(400, 190, 463),
  );
});

test('a long token lives 60 days; it is renewed when it is a day old, and not once it ran out', async () => {
  const short = await shortToken();
  expect(await exchange(short, 'wrong')).toMatchObject(refused(400, 1));
  const { body: long } = await exchange(short);
  expect(long).toMatchObject({ token_type: 'bearer', expires_in: 60 * day });
  expect(await refresh(short)).toMatchObject(refused(400, 100));
  expect(await refresh(long.access_token)).toMatchObject(refused(400, 100));
  await control('clock', { advanceSeconds: 59 * day });
  const { body: renewed } = await refresh(long.access_token);
  await control('clock', { advanceSeconds: 2 * day });
  expect(await refresh(long.access_token)).toMatchObject(refused(400, 190, 463));
  expect((await call(path('/v23.0/me'), { token: renewed.access_token })).status).toBe(200);
});

test('the version must be known; the token may stand in the header or the query', async () => {
  const token = await shortToken();
  const me = (version: string) => call(path(`/${version}/me?fields=user_id,username&access_token=${token}`));
  const answer = await me('v23.0');
  expect(answer.body).toMatchObject({ user_id: account, username: 'atelier.lune' });
  expect(answer.headers.get('facebook-api-version')).toBe('v23.0');
  expect(await me('v99.0')).toMatchObject(refused(400, 2500));
  expect(await call(path('/me'), { token })).toMatchObject(refused(400, 2500));
});

test('insights obey the rules of metric_type, and know nothing of metrics that are gone', async () => {
  const token = await shortToken();
  const insights = (query: string) => call(path(`/v23.0/${account}/insights?period=day&${query}`), { token });
  const { body } = await insights('metric=views,reach&metric_type=total_value');
  expect(body.data).toMatchObject([
    { name: 'views', total_value: { value: expect.any(Number) } },
    { name: 'reach', total_value: { value: expect.any(Number) } },
  ]);
  expect((await insights('metric=reach')).body.data[0].values).toHaveLength(2);
  for (const query of [
    'metric=views',
    'metric=follower_count&metric_type=total_value',
    'metric=impressions&metric_type=total_value',
    '',
  ])
    expect(await insights(query)).toMatchObject(refused(400, 100));
});

test('an account that hardly anybody follows has no data, which is no zero', async () => {
  const token = await shortToken('17841463251187009');
  const query = 'metric=reach,views&period=day&metric_type=total_value';
  expect((await call(path(`/v23.0/me/insights?${query}`), { token })).body).toEqual({ data: [] });
});

test('media come by pages, each once; theirs are metrics of their kind only', async () => {
  const token = await shortToken();
  const seen: { id: string; media_product_type: string }[] = [];
  let next: string | undefined = path('/v23.0/me/media?fields=id,media_product_type&limit=30');
  while (next) {
    const { body } = await call(next, { token });
    seen.push(...body.data);
    next = body.paging?.next && new URL(body.paging.next).pathname + new URL(body.paging.next).search;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(40);
  const insights = (product: string, metric: string) => {
    const id = seen.find((media) => media.media_product_type === product)?.id ?? '';
    return call(path(`/v23.0/${id}/insights?metric=${metric}`), { token });
  };
  expect((await insights('FEED', 'views,saved')).body.data).toHaveLength(2);
  expect((await insights('REELS', 'ig_reels_avg_watch_time')).status).toBe(200);
  expect(await insights('FEED', 'ig_reels_avg_watch_time')).toMatchObject(refused(400, 100));
  expect(await insights('REELS', 'plays')).toMatchObject(refused(400, 100));
});

test('what was not granted, or is another’s, is refused', async () => {
  const token = await shortToken(account, ['instagram_business_basic']);
  const insights = `/v23.0/${account}/insights?metric=reach&period=day`;
  expect(await call(path(insights), { token })).toMatchObject(refused(403, 10));
  expect(await call(path('/v23.0/17841405793187218'), { token })).toMatchObject(refused(400, 100, 33));
  expect(await call(path('/v23.0/me?fields=shoe_size'), { token })).toMatchObject(refused(400, 100));
});

test('the 201st call of an hour is refused, and the header says for how long', async () => {
  const token = await shortToken();
  const ask = () => call(path('/v23.0/me'), { token });
  const answers = [];
  // An hour may end in between: then a second one is filled.
  do answers.push(await ask());
  while (answers.at(-1)?.status === 200 && answers.length < 401);
  expect(answers.length).toBeGreaterThan(200);
  expect(answers.at(-1)).toMatchObject(refused(400, 80_002));
  const usage = JSON.parse(answers.at(-1)?.headers.get('x-business-use-case-usage') ?? '{}');
  expect(usage[account]).toMatchObject([{ type: 'instagram', call_count: 100 }]);
  expect(usage[account][0].estimated_time_to_regain_access).toBeGreaterThan(0);
});
