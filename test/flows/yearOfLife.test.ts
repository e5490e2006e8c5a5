import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { beginConsent, comeBack, decide } from '../support/consents.ts';
import { jobsByHand, type JobsByHand } from '../support/jobsByHand.ts';
import { startMailbox, type Mailbox } from '../support/mailbox.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { sandboxAccounts } from '../support/sandboxAccounts.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

type PlatformId = keyof typeof sandboxAccounts;
const platformIds = Object.keys(sandboxAccounts) as PlatformId[];

/** The days on which the jobs run: each of two weeks, then every second one: none of what is due waits longer. */
const days = Array.from({ length: 365 }, (_, index) => index + 1).filter((at) => at <= 14 || at % 2 === 0);
/** The person at YouTube removes the app on the first of those days after half a year. */
const revokedOn = days.find((at) => at > 182) ?? 0;
/** From then on LinkedIn's owner does what no mail asks of them. */
const heedsUntil = 300;

let api: TestApi;
let sandbox: TestSandbox;
let mailbox: Mailbox;
/** By how much our clock is ahead, and the sandbox's with it. */
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
const owners = {} as Record<PlatformId, TestPerson>;
/** What the platforms were asked, by the journal's ids. */
const journal = new Map<string, Json>();
/** On which of the days somebody was written to, and of what. */
const told: { day: number; platform: PlatformId; kind: string }[] = [];
/** The connections as they were as long as LinkedIn’s owner heeded what they were told. */
let healthy: Connection[] = [];

async function pass(milliseconds: number): Promise<void> {
  await sandbox.control('clock', { advanceSeconds: milliseconds / 1000 });
  ahead += milliseconds;
}

/** Connects a platform's account as its owner does. The API lives in real time: its dates are moved to ours. */
async function connect(platform: PlatformId): Promise<void> {
  const begun = await beginConsent(owners[platform].client, platform);
  const way = await decide(begun, { account: sandboxAccounts[platform] });
  expect(await comeBack(api, way, begun.cookie)).toMatchObject({ success: 'true', platform });
  await rows(
    `update social_media_connections set token_expires_at = token_expires_at + make_interval(secs => $2),
       refresh_expires_at = refresh_expires_at + make_interval(secs => $2),
       refreshed_at = refreshed_at + make_interval(secs => $2)
     where platform = $1 returning id`,
    [platform, ahead / 1000],
  );
}

async function readJournal(): Promise<void> {
  for (const call of await sandbox.calls('')) journal.set(call.id, call);
}

/** The jobs at their times of day, the last of the days between `from` and `to`. */
async function live(jobs: JobsByHand, from: number, to: number): Promise<void> {
  await pass((to - from) * day - 8 * hour);
  await jobs.walk('refresh');
  await pass(6 * hour);
  await jobs.walk('sync');
  await pass(hour);
  for (const { recipient, kind } of await jobs.notify()) {
    const platform = platformIds.find((id) => owners[id].email === recipient);
    if (!platform) throw new Error(`${recipient} is nobody's owner`);
    told.push({ day: to, platform, kind });
    if (platform === 'linkedin' && to < heedsUntil) await connect('linkedin');
  }
  await pass(hour);
  await jobs.walk('repair');
}

beforeAll(async () => {
  sandbox = await startTestSandbox();
  mailbox = await startMailbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url, RATE_LIMITS: 'false' });
  const jobs = await jobsByHand(api, mailbox.mailer, now);
  for (const platform of platformIds) {
    owners[platform] = await aPerson(api, platform);
    await connect(platform);
  }
  let before = 0;
  for (const [index, today] of days.entries()) {
    if (today === revokedOn)
      await sandbox.control('revoke', { platform: 'youtube', accountId: sandboxAccounts.youtube });
    await live(jobs, before, today);
    before = today;
    if (today < heedsUntil) healthy = await Connection.findAll();
    // It tells no more than its last thousand calls.
    if (index % 10 === 0) await readJournal();
  }
  await readJournal();
}, 300_000);
afterAll(async () => {
  await api.close();
  await mailbox.close();
  await sandbox.close();
});

const callsOf = (platform: PlatformId) => [...journal.values()].filter(({ standIn }) => standIn === platform);
const refreshesOf = (platform: PlatformId) =>
  callsOf(platform).filter(({ prompt }) => prompt.includes('refresh'));

describe('in a year of eight connections', () => {
  test('no call was made with a token that had expired, nor with one that was revoked', () => {
    const refused = [...journal.values()].filter(({ outcome }) => outcome !== 'answered');
    // That YouTube's person removed the app is heard once, from the token endpoint; then YouTube is left alone.
    expect(refused).toMatchObject([{ standIn: 'youtube', outcome: 'refused' }]);
    expect(refused[0].prompt).toContain(`refresh_token ${sandboxAccounts.youtube}`);
    expect(callsOf('youtube').at(-1)).toBe(refused[0]);
  });

  test('each token was refreshed once, each time that it was due', async () => {
    const untilRevoked = days.filter((at) => at < revokedOn).length;
    const expected = {
      ...{ facebook: 0, whatsapp: 0, linkedin: 0 },
      // By the daily job, and six hours later before the work; a day's token by the job alone.
      ...{ twitter: 2 * days.length, tiktok: 2 * days.length, reddit: days.length },
      youtube: 2 * untilRevoked + 1,
      // In the last week of sixty days.
      instagram: 6,
    };
    const counted = platformIds.map((id) => [id, refreshesOf(id).length]);
    expect(Object.fromEntries(counted)).toEqual(expected);
    const logged = await SyncLog.findAll({ where: { syncType: 'refresh' } });
    expect(logged.every(({ calls }) => calls === 1)).toBe(true);
    expect(logged.filter(({ syncStatus }) => syncStatus !== 'success')).toHaveLength(1);
  });

  test('every sync of a connection that lived gave everything', async () => {
    const logs = await SyncLog.findAll({ where: { syncType: 'sync' } });
    expect(logs.filter(({ syncStatus }) => syncStatus !== 'success')).toEqual([]);
    for (const { platform, connectionStatus } of healthy)
      expect({ platform, connectionStatus }).toEqual({
        platform,
        connectionStatus: platform === 'youtube' ? 'needs_reauth' : 'active',
      });
    for (const connection of await Connection.findAll({ where: { connectionStatus: 'active' } }))
      expect(connection.lastSyncedAt?.getTime()).toBeGreaterThan(now().getTime() - 3 * hour);
  });

  test('a person was told once when they were needed: LinkedIn’s in time, YouTube’s when they had ended it', () => {
    const toldOf = (platform: PlatformId) => told.filter((each) => each.platform === platform);
    expect(toldOf('youtube')).toEqual([
      { day: revokedOn, platform: 'youtube', kind: 'connection_needs_you' },
    ]);
    const linkedin = toldOf('linkedin');
    expect(linkedin.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 6 }, () => 'token_notice'),
      'connection_needs_you',
    ]);
    // Each consent lasts sixty days; its owner heard of the end in the last three of them.
    linkedin.slice(0, -1).forEach(({ day: at }, index) => {
      const lasted = at - (linkedin[index - 1]?.day ?? 0);
      expect(lasted).toBeGreaterThanOrEqual(57);
      expect(lasted).toBeLessThan(60);
    });
    expect(told).toHaveLength(1 + linkedin.length);
    expect(mailbox.received).toHaveLength(told.length);
  });

  test('at its end six live, and two say what they need', async () => {
    const active = { status: 'active', reason: null };
    const found = await Connection.findAll();
    const states = found.map(({ platform, connectionStatus: status, statusReason: reason }) => [
      platform,
      { status, reason },
    ]);
    expect(Object.fromEntries(states)).toEqual({
      ...Object.fromEntries(platformIds.map((id) => [id, active])),
      youtube: { status: 'needs_reauth', reason: 'refresh_refused' },
      linkedin: { status: 'expired', reason: 'token_expired' },
    });
  });
});
