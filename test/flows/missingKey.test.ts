import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { wakeWorkflow } from '../../commands/startWorkflow.ts';
import { Connection } from '../../db/models/connection.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { createVault } from '../../db/vault.ts';
import { aConnection } from '../support/connections.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { TestProcess } from '../support/testProcess.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** The key of yesterday, which nobody passed on to the processes of today. */
const lostKey = 'a-key-that-nobody-passed-on-to-the-processes';
const [keyId = ''] = createVault(lostKey).keyIds;

let stack: TestStack;
let ada: TestPerson;
let projectId: string;
let connection: Connection;
beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
});
afterAll(() => stack.close());
beforeEach(async () => {
  ada = await aPerson(stack.api, 'ada');
  const { body: projects } = await ada.client.get('/api/v1/projects');
  projectId = projects[0].id;
  connection = await aConnection({ config: { ...stack.api.config, ENCRYPTION_KEY: lostKey } }, projectId);
});

/** The logs of the connection's syncs, once there are so many. */
const syncs = (count: number) =>
  eventually(async () => {
    const found = await SyncLog.findAll({
      where: { connectionId: connection.id, syncType: 'sync' },
      order: ['id'],
    });
    expect(found).toHaveLength(count);
    return found;
  });

test('a sync without the key says so, and marks no connection', async () => {
  await syncs(1);
  await wakeWorkflow('syncConnection', { connectionId: connection.id }, projectId);
  for (const log of await syncs(2)) {
    expect(log).toMatchObject({ syncStatus: 'failed', errorCode: 'key_unknown', calls: 0 });
    expect(log.errorMessage).toContain(`the key ${keyId} that sealed this value is not here`);
  }
  expect(await connection.reload()).toMatchObject({ connectionStatus: 'active', statusReason: null });
  expect(stack.worker.output).toContain(`the key ${keyId} that sealed this value is not here`);
});

test('a refresh without the key leaves no doubt about the refresh token', async () => {
  await syncs(1);
  await connection.update({ tokenExpiresAt: new Date(Date.now() + 60_000) });
  await wakeWorkflow('syncConnection', { connectionId: connection.id }, projectId);
  await syncs(2);
  expect(await connection.reload()).toMatchObject({ connectionStatus: 'active', refreshLease: null });
});

test('who starts and who asks for the health is told which key is missing, and what to do', async () => {
  const { body } = await stack.api.stranger().get('/health');
  const told = { key_id: keyId, what_to_do: expect.stringContaining('ENCRYPTION_KEY_PREVIOUS') };
  expect(body).toMatchObject({ status: 'degraded', postgres: 'up', temporal: 'up', missing_keys: [told] });

  const started = new TestProcess('api/main.ts', { ...stack.api.environment, LOG_LEVEL: 'warn' });
  await started.start();
  await started.stop();
  await stack.worker.stop();
  await stack.worker.start();
  for (const { output } of [started, stack.worker]) {
    expect(output.match(/sealed with keys that are not here/g)).toHaveLength(1);
    expect(output).toContain(`"keyId":"${keyId}"`);
  }
});

test('an account whose tokens nobody can open is disconnected all the same, alone and with its project', async () => {
  expect((await ada.client.delete(`/api/social-media/connections/${connection.id}`)).status).toBe(204);
  expect(await connection.reload()).toMatchObject({
    connectionStatus: 'revoked',
    accessTokenEncrypted: null,
    refreshTokenEncrypted: null,
    revocationEncrypted: null,
  });

  const { body: project } = await ada.client.post('/api/v1/projects', { name: 'Second' });
  const other = await aConnection({ config: { ...stack.api.config, ENCRYPTION_KEY: lostKey } }, project.id);
  expect((await ada.client.delete(`/api/v1/projects/${project.id}`)).status).toBe(204);
  expect(await Connection.findByPk(other.id)).toMatchObject({
    connectionStatus: 'revoked',
    accessTokenEncrypted: null,
  });
});
