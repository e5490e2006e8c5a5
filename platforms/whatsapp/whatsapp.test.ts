import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { appCall } from '../calls.ts';
import { NeedsReauthorization } from '../errors.ts';
import { loadPlatforms, type RegisteredPlatform } from '../registry.ts';

/** What is WhatsApp's own; what all platforms promise is tried in ../contract.test.ts. */
const sandbox = await startTestPlatforms();
const registry = await loadPlatforms({
  ...{ environment: {}, publicUrl: 'http://localhost:3000', sandboxUrl: sandbox.at('') },
});
const registered = registry.find('whatsapp') as RegisteredPlatform;
const { platform } = registered;
const app = appCall(registered);
afterAll(() => sandbox.close());

const accountId = '102290129340398';
const systemUserToken = async (): Promise<string> =>
  (await sandbox.control('tokens', { platform: 'whatsapp', accountId })).body.access_token;

test('a token opens all phone numbers of its business account', async () => {
  const accounts = await platform.accounts({ ...app, accessToken: await systemUserToken() });
  expect(accounts).toMatchObject([
    { username: '+33 4 78 91 00 12', displayName: 'Atelier Lune', profileUrl: 'https://wa.me/33478910012' },
    { username: '+33 1 70 18 99 00' },
  ]);
});

test('a token that was taken back opens none: the person is asked', async () => {
  const accessToken = await systemUserToken();
  await sandbox.control('revoke', { platform: 'whatsapp', accountId });
  await expect(platform.accounts({ ...app, accessToken })).rejects.toBeInstanceOf(NeedsReauthorization);
});
