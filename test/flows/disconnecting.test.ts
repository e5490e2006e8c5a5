import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { Connection } from '../../db/models/connection.ts';
import { createVault } from '../../db/vault.ts';
import { connectAccount, tiktokAccounts } from '../support/consents.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** What ends when a person disconnects an account, and what stays. How its platform is told: disconnection.test.ts. */

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());

const newPerson = (name: string) => aPerson(stack.api, name);

describe('an account is disconnected', () => {
  afterEach(() => stack.sandbox.clearFaults());

  test('its secrets are gone at once, the platform is told, its history stays', async () => {
    const vera = await newPerson('vera');
    const { id } = await connectAccount(stack.api, vera.client, 'tiktok', {
      account: tiktokAccounts.newcomer,
    });
    expect((await vera.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
    expect(await Connection.findByPk(id)).toMatchObject({
      accessTokenEncrypted: null,
      refreshTokenEncrypted: null,
      connectionStatus: 'revoked',
    });
    await eventually(async () =>
      expect((await stack.describeWorkflow(`disconnect-connection/${id}`)).status.name).toBe('COMPLETED'),
    );
    expect((await Connection.findByPk(id))?.revocationEncrypted).toBeNull();
    const revocations = await stack.sandbox.calls('/tiktok/api/v2/oauth/revoke/');
    expect(revocations.length).toBeGreaterThan(0);
    expect((await vera.client.get('/api/social-accounts')).body).toEqual([]);
    expect((await vera.client.get(`/api/social-media/connections/${id}/status`)).body).toMatchObject({
      status: 'revoked',
      reason_code: 'disconnected',
    });
    expect((await vera.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
    const again = await connectAccount(stack.api, vera.client, 'tiktok', {
      account: tiktokAccounts.newcomer,
    });
    expect(again).toMatchObject({ id, status: 'active' });
  });

  test('and connected in another project before the platform was told: it is told no more', async () => {
    const [vito, zoe] = [await newPerson('vito'), await newPerson('zoe')];
    const account = tiktokAccounts.max;
    const { id } = await connectAccount(stack.api, vito.client, 'tiktok', { account, force: true });
    await stack.sandbox.fault({
      standIn: 'tiktok',
      fault: 'unavailable',
      match: '/oauth/revoke/',
      times: 99,
    });
    expect((await vito.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
    const farewell = stack.temporal.workflow.getHandle(`disconnect-connection/${id}`);
    await eventually(async () => expect((await farewell.describe()).status.name).toBe('RUNNING'));

    expect(await connectAccount(stack.api, zoe.client, 'tiktok', { account })).toMatchObject({
      status: 'active',
    });
    expect((await Connection.findByPk(id))?.revocationEncrypted).toBeNull();
    // Its cancellation ends it, or its next attempt, which finds that nothing is left to tell.
    const ended = await farewell.result().catch((error: unknown) => error);
    if (!(ended instanceof WorkflowFailedError && ended.cause instanceof CancelledFailure))
      expect(ended).toBe('gone');
  });
});

test('no token stands in the logs, or in the histories of workflows', async () => {
  const mina = await newPerson('mina');
  const { id } = await connectAccount(stack.api, mina.client, 'tiktok', {
    account: tiktokAccounts.newcomer,
    force: true,
  });
  const connection = await Connection.findByPk(id, { rejectOnEmpty: true });
  const tokens = openTokens(createVault(stack.api.config.ENCRYPTION_KEY ?? ''), connection);
  const workflow = stack.temporal.workflow.getHandle(`sync-connection/${id}`);
  await eventually(async () => expect((await workflow.describe()).status.name).toBe('COMPLETED'));
  await mina.client.delete(`/api/social-accounts/${id}`);
  const farewell = stack.temporal.workflow.getHandle(`disconnect-connection/${id}`);
  await eventually(async () => expect((await farewell.describe()).status.name).toBe('COMPLETED'));
  const histories = await Promise.all([workflow.fetchHistory(), farewell.fetchHistory()]);
  const told = stack.worker.output + histories.map((history) => decoded(historyToJSON(history))).join();
  expect(told).toContain(id);
  for (const secret of [tokens?.accessToken, tokens?.refreshToken]) {
    expect(secret).toMatch(/^(act|rft)\./);
    expect(told.includes(secret ?? '')).toBe(false);
  }
});

/** A history with its payloads, which are base64, in clear. */
const decoded = (json: string) =>
  json.replace(/"data": ?"([^"]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString());
