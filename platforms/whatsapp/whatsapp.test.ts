import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { startWebhookReceiver } from '../../test/support/webhookReceiver.ts';
import { appCall } from '../calls.ts';
import { NeedsReauthorization } from '../errors.ts';
import { loadPlatforms, type RegisteredPlatform } from '../registry.ts';

/** What is WhatsApp's own; what all platforms promise is tried in ../*.contract.test.ts. */
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

test('a subscription of ours that was dropped is renewed, though another app still hears of the account', async () => {
  const [number] = await platform.accounts({ ...app, accessToken: await systemUserToken() });
  const call = { ...app, accessToken: await systemUserToken(), externalId: number?.externalId ?? '' };
  const subscribe = () => platform.messages?.ensureSubscribed?.(call, app.clientId);
  const other = await startWebhookReceiver('another secret');
  await sandbox.control('apps', { platform: 'whatsapp', clientId: 'another-app' });
  await sandbox.control('webhooks', {
    ...{ platform: 'whatsapp', app: 'another-app', accounts: [accountId] },
    ...{ callbackUrl: other.url, verifyToken: other.verifyToken },
  });
  expect(await subscribe()).toBe('renewed');
  expect(await subscribe()).toBe('subscribed');
  await other.close();
});

test('a token that was taken back opens none: the person is asked', async () => {
  const accessToken = await systemUserToken();
  await sandbox.control('revoke', { platform: 'whatsapp', accountId });
  await expect(platform.accounts({ ...app, accessToken })).rejects.toBeInstanceOf(NeedsReauthorization);
});
