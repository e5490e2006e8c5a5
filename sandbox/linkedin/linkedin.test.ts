import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control, told } = platforms;
afterAll(() => platforms.close());

const tokenFor = async (...scopes: string[]): Promise<string> =>
  (await control('tokens', { platform: 'linkedin', accountId: '782bbtaQ4x', scopes })).body.access_token;

test('a member is told by OpenID Connect, the address only with its scope', async () => {
  const path = '/linkedin/api/v2/userinfo';
  const { body } = await call(path, { token: await tokenFor('openid', 'profile') });
  expect(body).toEqual({
    ...{ sub: '782bbtaQ4x', name: 'Claire Fontaine', given_name: 'Claire', family_name: 'Fontaine' },
    ...{ picture: expect.any(String), locale: { country: 'FR', language: 'fr' } },
  });
  const withEmail = await call(path, { token: await tokenFor('openid', 'profile', 'email') });
  expect(withEmail.body).toMatchObject({ email_verified: true });
  const refused = await call(path, { token: await tokenFor('openid') });
  expect([refused.status, refused.body.code]).toEqual([403, 'ACCESS_DENIED']);
});

test('the versioned API wants a version that lives, and followers a permission that few have', async () => {
  const { now } = await told('clock');
  const thisMonth = now.slice(0, 7).replace('-', '');
  const codeOf = async (version: string | null, ...scopes: string[]) => {
    const headers: Record<string, string> = version === null ? {} : { 'linkedin-version': version };
    const token = await tokenFor(...scopes);
    const { status, body } = await call('/linkedin/api/rest/memberFollowersCount?q=me', { token, headers });
    return `${status} ${body.code ?? body.elements.length}`;
  };
  const partner = 'r_member_profileAnalytics';
  expect(await codeOf(null, partner)).toBe('400 VERSION_MISSING');
  expect(await codeOf('202001', partner)).toBe('426 NONEXISTENT_VERSION');
  expect(await codeOf('209912', partner)).toBe('426 NONEXISTENT_VERSION');
  expect(await codeOf('soon', partner)).toBe('426 NONEXISTENT_VERSION');
  expect(await codeOf(thisMonth, 'openid', 'profile')).toBe('403 ACCESS_DENIED');
  expect(await codeOf(thisMonth, partner)).toBe('200 1');
});

test('nobody but a partner refreshes: a token lives for sixty days', async () => {
  const order = { platform: 'linkedin', accountId: '782bbtaQ4x' };
  const { body: tokens } = await control('tokens', order);
  expect(tokens).toEqual({
    ...{ access_token: expect.any(String), expires_in: 5_184_000, token_type: 'Bearer' },
    scope: expect.any(String),
  });
  const form = {
    ...{ grant_type: 'refresh_token', refresh_token: tokens.access_token },
    ...{ client_id: 'sandbox-linkedin', client_secret: 'sandbox-linkedin-secret' },
  };
  expect(await call('/linkedin/www/oauth/v2/accessToken', { form })).toMatchObject({
    status: 400,
    body: { error: 'unsupported_grant_type' },
  });
});
