import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase } from '../../db/connection.ts';
import { Mail } from '../../db/models/mail.ts';
import { rows } from '../../db/query.ts';
import type { Service } from '../../runtime/runService.ts';
import { createTemporalClient } from '../../runtime/temporalClient.ts';
import { startWorker } from '../../workers/worker.ts';
import type { Json } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { aConnection, told } from '../support/figures.ts';
import { aMember, type Member } from '../support/members.ts';
import { createTestNamespace } from '../support/namespace.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

/** Monday, 23 November 2026, 10:00 in Paris, where the members' projects are. */
const monday = new Date('2026-11-23T09:00:00Z');
const jobId = 'send-weekly-reports';

let api: TestApi;
let sandbox: TestSandbox;
let worker: Service;
let temporal: Client;
let french: Member;
let english: Member;

beforeAll(async () => {
  const [namespace, aSandbox] = await Promise.all([createTestNamespace(), startTestSandbox()]);
  sandbox = aSandbox;
  api = await startTestApi({
    TEMPORAL_NAMESPACE: namespace,
    OPENAI_API_KEY: 'none-is-needed',
    SANDBOX_URL: sandbox.url,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(sandbox.smtpPort),
  });
  temporal = createTemporalClient(api.config);
  french = await aMember({ locale: 'fr' });
  english = await aMember({ locale: 'en' });
  for (const member of [french, english]) {
    const account = await aConnection(member, { username: 'atelier.lune' });
    await told(account, '2026-11-14T08:00:00Z', 12_000);
    await told(account, '2026-11-21T08:00:00Z', 12_345);
  }
  // In this process, for it lives on that Monday. A process has one connection to the database: the worker's, from here on.
  await closeDatabase();
  worker = await startWorker(api.config, api.environment, () => monday);
});
afterAll(async () => {
  await worker.close();
  await temporal.connection.close();
  await api.close();
  await sandbox.close();
});

/** How many runs of the job have ended well. */
async function runsEnded(): Promise<number> {
  let ended = 0;
  for await (const { status } of temporal.workflow.list({ query: `WorkflowType = 'sendWeeklyReports'` }))
    if (status.name === 'COMPLETED') ended += 1;
  return ended;
}

/** Runs the job as its Schedule does, and waits until every mail that it promised has gone. */
async function runSchedule(): Promise<void> {
  const before = await runsEnded();
  // A worker makes the Schedules while it starts.
  await eventually(() => temporal.schedule.getHandle(jobId).trigger());
  await eventually(async () => expect(await runsEnded()).toBeGreaterThan(before));
  await eventually(async () => expect(await rows('select from outbox')).toEqual([]));
  await eventually(async () => expect(await Mail.count({ where: { status: 'queued' } })).toBe(0));
}

const mailsTo = ({ user }: Member): Promise<Json[]> => sandbox.mails(user.email);

test('the Schedule’s run brings each member one report, in their language, with a chart and a way to end it', async () => {
  await runSchedule();
  for (const [member, words] of [
    [french, /abonnés/i],
    [english, /followers/i],
  ] as const) {
    const mails = await mailsTo(member);
    expect(mails).toHaveLength(1);
    const [{ text, html, headers }] = mails;
    expect(text).toMatch(words);
    expect(text).toContain('345');
    // The sandbox shows attached pictures where the text names them.
    expect(html).toMatch(/<img src="data:image\/png;base64,iVBOR/);
    expect(headers).toMatchObject({
      'list-unsubscribe': expect.stringMatching(/^<http:\/\/localhost:8000\/unsubscribe\?token=/),
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
  }
});

test('run again, the job brings nobody a second one', async () => {
  await runSchedule();
  for (const member of [french, english]) expect(await mailsTo(member)).toHaveLength(1);
});

test('who unsubscribes by the header’s link gets none the week after', async () => {
  const [mail] = await mailsTo(english);
  const { pathname, search } = new URL(mail.headers['list-unsubscribe'].slice(1, -1));
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const answer = await fetch(api.url + pathname + search, { method: 'POST', body });
  expect(answer.ok).toBe(true);
  await rows('delete from weekly_reports returning 1 as forgotten');
  await runSchedule();
  expect(await mailsTo(english)).toHaveLength(1);
  expect(await mailsTo(french)).toHaveLength(2);
});
