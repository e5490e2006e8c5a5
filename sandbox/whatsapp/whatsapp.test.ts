import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control } = platforms;
afterAll(() => platforms.close());

const account = '102290129340398';
const appToken = 'sandbox-whatsapp|sandbox-whatsapp-secret';
const path = (rest: string) => `/whatsapp/graph/v23.0${rest}`;
const businessToken = async () =>
  (await control('tokens', { platform: 'whatsapp', accountId: account })).body;
const debug = async (token: string) =>
  (await call(path(`/debug_token?input_token=${token}&access_token=${encodeURIComponent(appToken)}`))).body
    .data;

test('a business token does not expire, and tells the app which business accounts it opens', async () => {
  const { access_token: token, ...more } = await businessToken();
  expect(more).toEqual({ token_type: 'bearer' });
  await control('clock', { advanceSeconds: 1000 * 86_400 });
  const told = await debug(token);
  expect(told).toMatchObject({ type: 'SYSTEM_USER', is_valid: true, expires_at: 0 });
  expect(told.granular_scopes).toContainEqual({
    scope: 'whatsapp_business_management',
    target_ids: [account],
  });
});

test('a business account has phone numbers, each a node', async () => {
  const { access_token: token } = await businessToken();
  const { body } = await call(path(`/${account}/phone_numbers`), { token });
  expect(body.data).toMatchObject([
    { verified_name: 'Atelier Lune', display_phone_number: '+33 4 78 91 00 12', quality_rating: 'GREEN' },
    { display_phone_number: '+33 1 70 18 99 00' },
  ]);
  const [{ id }] = body.data;
  expect((await call(path(`/${id}?fields=verified_name`), { token })).body).toEqual({
    ...{ id, verified_name: 'Atelier Lune' },
  });
  const anothers = await call(path('/109483725511640/phone_numbers'), { token });
  expect(anothers).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
});

test('a token that was taken back is told to be invalid', async () => {
  const { access_token: token } = await businessToken();
  await control('revoke', { platform: 'whatsapp', accountId: account });
  expect(await debug(token)).toMatchObject({ is_valid: false, error: { code: 190 } });
  expect(await debug('nonsense')).toMatchObject({ is_valid: false, scopes: [] });
});
