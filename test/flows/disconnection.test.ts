import { afterAll, afterEach, expect, test } from '@jest/globals';
import { createDisconnectionActivities } from '../../activities/disconnection.ts';
import type { Json } from '../support/apiClient.ts';
import { account, hour, startTokenKeeping } from '../support/tokenKeeping.ts';

const keeping = await startTokenKeeping();
const { sandbox, ada, connectedFor, refreshes, fault } = keeping;
const activities = createDisconnectionActivities(keeping.dependencies);
afterEach(() => keeping.reset());
afterAll(() => keeping.close());

const revocation = '/tiktok/api/v2/oauth/revoke/';

/** An account whose tokens are that old, disconnected by its person; nobody but this test tells the platform. */
async function disconnectedAfter(milliseconds: number): Promise<string> {
  const id = await connectedFor(milliseconds);
  expect((await ada.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
  return id;
}

/** How the account's tokens stand at the platform. */
async function tokenStates(): Promise<string[]> {
  const accounts = (await (await fetch(`${sandbox.url}/control/accounts?platform=tiktok`)).json()) as Json[];
  const { tokens } = accounts.find(({ id }) => id === account);
  return [...new Set<string>(tokens.map(({ state }: { state: string }) => state))];
}

test('a token that still lives ends the whole grant', async () => {
  const id = await disconnectedAfter(hour);
  expect(await activities.revokeAtPlatform(id)).toBe('revoked');
  expect(await refreshes()).toBe(0);
  expect(await tokenStates()).toEqual(['revoked']);
});

test('a token that is over ends nothing at TikTok: another one is fetched for it, once', async () => {
  const id = await disconnectedAfter(3 * hour);
  await fault('unavailable', revocation);
  await expect(activities.revokeAtPlatform(id)).rejects.toThrow('TikTok answered 503');
  expect(await tokenStates()).toContain('valid');
  expect(await activities.revokeAtPlatform(id)).toBe('revoked');
  expect(await refreshes()).toBe(1);
  expect(await tokenStates()).toEqual(['revoked']);
});
