import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { database } from '../../db/connection.ts';
import { Connection } from '../../db/models/connection.ts';
import { rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { ApiClient } from '../support/apiClient.ts';
import { historiesAsText, shownIn, tablesAsText } from '../support/clearText.ts';
import { connect } from '../support/connecting.ts';
import { beginConsent, decide } from '../support/consents.ts';
import { eventually } from '../support/eventually.ts';
import { startOwnTemporal, type OwnServer } from '../support/ownServers.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { sandboxAccounts } from '../support/sandboxAccounts.ts';
import { TestProcess } from '../support/testProcess.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';
import { startTokenTap, type TokenTap } from '../support/tokenTap.ts';

const platforms = Object.keys(sandboxAccounts) as (keyof typeof sandboxAccounts)[];
/** These give refresh tokens; the others exchange the access token, or give one that does not end. */
const withRefreshTokens = ['reddit', 'tiktok', 'twitter', 'youtube'];
/** What goes wrong with an account's calls, one after the other. The last ends its consent. */
const faults = ['rate_limited', 'server_error', 'malformed_body', 'drop_after_work', 'revoked_token'];
const disconnected = ['facebook', 'tiktok', 'twitter', 'whatsapp'];

let temporal: OwnServer;
let tap: TokenTap;
let stack: TestStack;
let api: TestProcess;
let url: string;
let ada: TestPerson;
/** A connection of each platform, by its id. */
const connections = new Map<string, string>();
/** The bodies of what the API answered, over all of its lives. */
const answers: string[] = [];

beforeAll(async () => {
  [temporal, tap] = await Promise.all([startOwnTemporal(), startTokenTap()]);
  stack = await startTestStack(
    {
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: 'default',
      SANDBOX_URL: tap.url,
      RATE_LIMITS: 'false',
    },
    { LOG_LEVEL: 'trace' },
  );
  tap.leadTo(stack.sandbox.url);
  api = new TestProcess('api/main.ts', { ...stack.api.environment, LOG_LEVEL: 'trace' });
  url = `http://127.0.0.1:${String((await api.start()).port)}`;
  ada = await aPerson({ stranger: () => new ApiClient(url) }, 'ada');
  await grantAdmin(ada.email);

  for (const platform of platforms) await connect({ url }, ada, platform, sandboxAccounts[platform]);
  const { body } = await ada.client.get('/api/social-media/connections');
  for (const { platform, id } of body) connections.set(platform, id);
  await synced(1);
  await refreshAll();
  await leaveConsentsUnfinished();
  await readEverything();
  for (const [index, fault] of faults.entries()) await syncWithFault(fault, index + 2);
  await readEverything();
  await disconnectSome();
  await readEverything();
}, 180_000);
afterAll(async () => {
  await api.stop();
  await stack.close();
  await tap.close();
  await temporal.close();
});

const ids = () => [...connections.values()];
const handedOver = () =>
  eventually(async () =>
    expect(await rows('select from outbox where available_at <= now() or attempts > 0')).toEqual([]),
  );

/** Waits until each account was synced so many times, whatever came of it; workflows that wait to try again are ended. */
async function synced(times: number): Promise<void> {
  await handedOver();
  await eventually(async () => {
    const logged = await rows(
      `select from social_media_sync_logs where sync_type = 'sync' and connection_id = any($1)
       group by connection_id having count(*) >= $2`,
      [ids(), times],
    );
    expect(logged).toHaveLength(platforms.length);
  });
  for (const id of ids()) await end(`sync-connection/${id}`);
}

async function end(workflowId: string): Promise<void> {
  try {
    await stack.temporal.workflow.getHandle(workflowId).terminate();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** Makes every token due that can be refreshed, and refreshes it. */
async function refreshAll(): Promise<void> {
  // Instagram refreshes no token of its first day.
  await stack.sandbox.control('clock', { advanceSeconds: 25 * 60 * 60 });
  await rows(
    `update social_media_connections set token_expires_at = now() + interval '10 minutes',
       refreshed_at = now() - interval '2 hours' where platform = any($1) returning id`,
    [[...withRefreshTokens, 'instagram']],
  );
  for (const id of ids()) await startWorkflow('refreshToken', { connectionId: id }, null);
  await handedOver();
  const outcomes = ids().map((id) => stack.temporal.workflow.getHandle(`refresh-token/${id}`).result());
  expect((await Promise.all(outcomes)).filter((outcome) => outcome === 'success')).toHaveLength(5);
}

/** Consents of which nothing becomes: in another browser, denied, used twice, and one whose accounts cannot be written. */
async function leaveConsentsUnfinished(): Promise<void> {
  const browse = async (path: string, cookie = '') => {
    const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' });
    answers.push(`${answer.headers.get('location') ?? ''} ${await answer.text()}`);
  };
  const account = sandboxAccounts.tiktok;
  const lured = await beginConsent(ada.client, 'tiktok');
  await browse(await decide(lured, { account }));
  const denied = await beginConsent(ada.client, 'tiktok');
  await browse(await decide(denied, { decision: 'deny' }), denied.cookie);
  const repeated = await beginConsent(ada.client, 'tiktok');
  const back = await decide(repeated, { account });
  await browse(back, repeated.cookie);
  await browse(back, repeated.cookie);
  const unwritten = await beginConsent(ada.client, 'twitter');
  const way = await decide(unwritten, { account: sandboxAccounts.twitter });
  await database().query('alter table social_media_connections rename to connections_away');
  await browse(way, unwritten.cookie);
  await database().query('alter table connections_away rename to social_media_connections');
}

/** Syncs every account while its platform fails in one way. */
async function syncWithFault(fault: string, times: number): Promise<void> {
  for (const platform of platforms)
    await stack.sandbox.fault({ standIn: platform, fault, match: sandboxAccounts[platform], times: 1 });
  for (const id of ids()) await startWorkflow('syncConnection', { connectionId: id }, null);
  await synced(times);
  await rows('update social_media_connections set held_until = null returning 1 as freed');
  await rows('delete from platform_holds returning 1 as freed');
}

/** Asks the API for everything that it tells of accounts. */
async function readEverything(): Promise<void> {
  const paths = [
    '/api/social-accounts',
    '/api/social-media/connections',
    '/api/social-media/connections?status=revoked',
    '/api/social-media/connections/forecast?days=365',
    '/api/social-media/stats',
    '/api/social-media/stats/history',
    '/api/social-media/posts/top',
    '/api/social-media/dashboard',
    '/api/social-media/admin/sync-logs?page_size=100',
    '/api/platforms',
    ...ids().map((id) => `/api/social-media/connections/${id}/status`),
  ];
  for (const path of paths) {
    const { status, body } = await ada.client.get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    answers.push(JSON.stringify(body));
  }
}

async function disconnectSome(): Promise<void> {
  for (const platform of disconnected) {
    const id = connections.get(platform) ?? '';
    expect((await ada.client.delete(`/api/social-media/connections/${id}`)).status).toBe(204);
  }
  await handedOver();
  await eventually(async () =>
    expect(await rows('select from social_media_connections where revocation_encrypted is not null')).toEqual(
      [],
    ),
  );
}

const secrets = () => tap.issued.map(({ secret }) => secret);
const givers = (kind: string) =>
  [...new Set(tap.issued.filter((each) => each.kind === kind).map(({ platform }) => platform))].sort();

test('every platform has given secrets, those that are kept among them', async () => {
  expect(givers('access')).toEqual(platforms);
  expect(givers('code')).toEqual(platforms);
  expect(givers('refresh')).toEqual(withRefreshTokens);
  for (const platform of withRefreshTokens)
    expect(
      tap.issued.filter((each) => each.platform === platform && each.kind === 'access').length,
    ).toBeGreaterThan(1);
  for (const secret of secrets()) expect(secret.length).toBeGreaterThan(20);
  const vault = createVault(stack.api.config.ENCRYPTION_KEY ?? '');
  const kept = (await Connection.findAll()).flatMap((each) => openTokens(vault, each)?.accessToken ?? []);
  expect(kept.length).toBeGreaterThanOrEqual(platforms.length - disconnected.length);
  expect(secrets()).toEqual(expect.arrayContaining(kept));
});

test('none of them stands in a table', async () => {
  const tables = await tablesAsText();
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['social_media_connections', 'oauth_states', 'social_media_sync_logs', 'outbox']),
  );
  for (const { name, text } of tables)
    expect({ name, shown: shownIn(text, secrets()) }).toEqual({ name, shown: [] });
});

test('none of them is in the history of a workflow', async () => {
  const kinds = new Set<string>();
  for await (const { workflowId, text } of historiesAsText(stack.temporal)) {
    expect({ workflowId, shown: shownIn(text, secrets()) }).toEqual({ workflowId, shown: [] });
    kinds.add(workflowId.split('/')[0] ?? '');
  }
  expect([...kinds]).toEqual(
    expect.arrayContaining(['disconnect-connection', 'refresh-token', 'sync-connection']),
  );
});

test('the API has told none of them', () => {
  expect(answers.length).toBeGreaterThan(50);
  expect(shownIn(answers.join('\n'), secrets())).toEqual([]);
});

test('neither API nor worker has logged one, and Temporal has kept none in its files', async () => {
  await Promise.all([api.stop(), stack.worker.stop()]);
  const files = readdirSync(temporal.directory, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const held = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
  // What is looked through is there: the failures, and the workflows.
  expect(api.output).toContain('an endpoint failed');
  for (const id of ids()) expect(held).toContain(`sync-connection/${id}`);
  expect(shownIn(api.output, secrets())).toEqual([]);
  expect(shownIn(stack.worker.output, secrets())).toEqual([]);
  expect(shownIn(held, secrets())).toEqual([]);
});
