import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Email } from 'postal-mime';
import sharp from 'sharp';
import { readLink } from '../commands/linkTokens.ts';
import { addPerson } from '../commands/addPerson.ts';
import { readWeeklyFigures } from '../commands/weeklyFigures.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { Connection } from '../db/models/connection.ts';
import { Mail } from '../db/models/mail.ts';
import { Membership } from '../db/models/membership.ts';
import { Project } from '../db/models/project.ts';
import { User } from '../db/models/user.ts';
import { row, rows } from '../db/query.ts';
import { loadPlatforms, type Registry } from '../platforms/registry.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { startMailbox, type Mailbox } from '../test/support/mailbox.ts';
import { createMailActivities } from './mails.ts';
import { createReportActivities } from './reports.ts';

const linkSecret = 'only-for-tests';
const publicUrl = 'https://social.example';
/** Monday, 23 November 2026, 10:00 in Paris: the report is about the 16th to the 22nd. */
const monday = new Date('2026-11-23T09:00:00Z');
const lastWeek = { isoWeek: '2026-W48', timezone: 'Europe/Paris' };

let now: Date;
let platforms: Registry;
let mailbox: Mailbox;
let reports: ReturnType<typeof createReportActivities>;
let mails: ReturnType<typeof createMailActivities>;

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 10 });
  platforms = await loadPlatforms({ environment: {}, publicUrl, sandboxUrl: null });
  reports = createReportActivities({ platforms, now: () => now });
  mailbox = await startMailbox();
  mails = createMailActivities({ mailer: mailbox.mailer, linkSecret, publicUrl, platforms, now: () => now });
});
afterAll(async () => {
  await mailbox.close();
  await closeDatabase();
});
beforeEach(async () => {
  now = monday;
  mailbox.received.length = 0;
  await rows('truncate users, projects, mails, outbox cascade');
});

let people = 0;
async function aMember(options: { locale?: 'fr' | 'en'; timezone?: string } = {}) {
  people += 1;
  const { id } = await addPerson({
    email: `person${people}@example.com`,
    passwordHash: null,
    firstName: 'Ada',
    lastName: 'Lovelace',
    locale: options.locale ?? 'en',
  });
  const user = await User.findByPk(id, { rejectOnEmpty: true });
  const project = await Project.findByPk(user.defaultProjectId ?? '', { rejectOnEmpty: true });
  await project.update({ name: 'Café <Noir>', timezone: options.timezone ?? 'Europe/Paris' });
  return { user, projectId: project.id };
}

let accounts = 0;
async function aConnection(
  { user, projectId }: { user: User; projectId: string },
  values: Partial<Connection> = {},
): Promise<Connection> {
  accounts += 1;
  const connection = await Connection.create({
    projectId,
    userId: user.id,
    platform: 'tiktok',
    externalId: `account-${accounts}`,
    username: `account${accounts}`,
    displayName: 'Account',
    refreshTokenEncrypted: Buffer.from('sealed'),
    ...values,
  });
  await rows('update social_media_connections set created_at = $2 where id = $1 returning id', [
    connection.id,
    values.createdAt ?? new Date('2026-10-01T00:00:00Z'),
  ]);
  return connection;
}

const told = (connection: Connection, at: string, followers: number | null) =>
  rows(
    'insert into social_media_stats (connection_id, recorded_at, followers) values ($1, $2, $3) returning id',
    [connection.id, at, followers],
  );

interface Metrics {
  likes?: number;
  comments?: number;
  shares?: number;
  reach?: number;
}

/** A post with its metrics as they became, in order. */
async function aPost(
  connection: Connection,
  publishedAt: string,
  history: [string, Metrics][],
  caption = 'A post',
): Promise<void> {
  const last = history.at(-1)?.[1] ?? {};
  const columns = ({ likes, comments, shares, reach }: Metrics) =>
    [likes, comments, shares, reach].map((figure) => figure ?? null);
  const post = await row<{ id: string }>(
    `insert into social_media_posts (connection_id, external_id, kind, url, published_at, caption, likes, comments, shares, reach)
     values ($1, $2, 'image', 'https://example.com/p?a=1&b=2', $3, $4, $5, $6, $7, $8) returning id`,
    [connection.id, `${publishedAt} ${caption}`, publishedAt, caption, ...columns(last)],
  );
  for (const [at, metrics] of history)
    await rows(
      `insert into social_media_post_metrics (post_id, recorded_at, likes, comments, shares, reach)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [post?.id, at, ...columns(metrics)],
    );
}

/** Sends what was promised; returns what arrived. */
async function deliverAll(): Promise<Email[]> {
  for (const { id } of await Mail.findAll({ order: ['createdAt'] })) await mails.deliverMail(id);
  return mailbox.received;
}

describe('the figures of a week', () => {
  test('are those of its last day, against the last of the week before; what is not told is null', async () => {
    const member = await aMember();
    const account = await aConnection(member);
    await told(account, '2026-11-09T08:00:00Z', 900);
    await told(account, '2026-11-15T22:59:00Z', 1000);
    await told(account, '2026-11-15T23:00:00Z', 1001);
    await told(account, '2026-11-22T08:00:00Z', 1100);
    await told(account, '2026-11-22T20:00:00Z', null);
    await told(account, '2026-11-22T23:00:00Z', 5000);
    const silent = await aConnection(member, { platform: 'unknown' });
    await told(silent, '2026-11-20T08:00:00Z', null);

    const figures = await readWeeklyFigures(member.projectId, lastWeek);
    expect(figures).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
    expect(figures.connections.map(({ followers }) => followers)).toEqual([
      { value: 1100, change: 100, before: 1000 },
      { value: null, change: null, before: null },
    ]);
    expect(figures.total).toMatchObject({
      followers: { value: 1100, change: 100, before: 1000 },
      reach: { value: null, change: null, before: null },
    });
  });

  test('count a post as it stood at the end of its own week, so that both weeks had as long', async () => {
    const member = await aMember();
    const account = await aConnection(member);
    await aPost(account, '2026-11-10T12:00:00Z', [
      ['2026-11-11T08:00:00Z', { likes: 10, comments: 2, reach: 100 }],
      ['2026-11-15T08:00:00Z', { likes: 40, comments: 4, reach: 400 }],
      ['2026-11-18T08:00:00Z', { likes: 90, comments: 9, reach: 900 }],
    ]);
    await aPost(account, '2026-11-17T12:00:00Z', [
      ['2026-11-20T08:00:00Z', { likes: 50, shares: 5, reach: 600 }],
      ['2026-11-23T08:00:00Z', { likes: 500, shares: 50, reach: 6000 }],
    ]);
    const [figures] = (await readWeeklyFigures(member.projectId, lastWeek)).connections;
    expect(figures).toMatchObject({
      posts: 1,
      interactions: { value: 55, change: 11, before: 44 },
      reach: { value: 600, change: 200, before: 400 },
    });
  });

  test('a new account is no growth, and a week without posts is zero where the other had some', async () => {
    const member = await aMember();
    const old = await aConnection(member);
    await told(old, '2026-11-12T08:00:00Z', 1000);
    await told(old, '2026-11-19T08:00:00Z', 990);
    await aPost(old, '2026-11-10T12:00:00Z', [['2026-11-11T08:00:00Z', { likes: 10 }]]);
    const fresh = await aConnection(member, { createdAt: new Date('2026-11-18T08:00:00Z') });
    await told(fresh, '2026-11-19T08:00:00Z', 50_000);
    await aPost(fresh, '2026-11-11T12:00:00Z', [['2026-11-18T09:00:00Z', { likes: 700 }]]);
    await aPost(fresh, '2026-11-19T12:00:00Z', [['2026-11-20T09:00:00Z', { likes: 7 }]]);

    const { total, connections, followersByDay } = await readWeeklyFigures(member.projectId, lastWeek);
    expect(total.followers).toEqual({ value: 50_990, change: -10, before: 1000 });
    expect(connections.map(({ interactions }) => interactions)).toEqual([
      { value: 0, change: -10, before: 10 },
      { value: 7, change: null, before: null },
    ]);
    expect(total.interactions).toEqual({ value: 7, change: -10, before: 10 });
    // Before it was connected, the new account counts with what it told first.
    expect(followersByDay).toHaveLength(28);
    expect([followersByDay[0], followersByDay.at(-1)]).toEqual([51_000, 50_990]);
  });

  test('best posts come by what people did, and none that nobody noticed', async () => {
    const member = await aMember();
    const account = await aConnection(member);
    const at = '2026-11-18T12:00:00Z';
    for (const likes of [3, 0, 9, 5, 7])
      await aPost(account, at, [['2026-11-19T08:00:00Z', { likes }]], `likes ${likes}`);
    const { bestPosts } = await readWeeklyFigures(member.projectId, lastWeek);
    expect(bestPosts.map(({ interactions }) => interactions)).toEqual([9, 7, 5]);
  });

  test('are those of one project', async () => {
    const [mine, theirs] = [await aMember(), await aMember()];
    await told(await aConnection(theirs), '2026-11-19T08:00:00Z', 77);
    expect((await readWeeklyFigures(mine.projectId, lastWeek)).connections).toEqual([]);
  });
});

describe('weekly reports', () => {
  test('ten runs at once promise one mail to each member, and later ones none that week', async () => {
    const members = [];
    for (let each = 0; each < 12; each += 1) {
      members.push(await aMember());
      await aConnection(members[each]!);
    }
    const counts = await Promise.all(Array.from({ length: 10 }, () => reports.sendDueWeeklyReports()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(12);
    now = new Date('2026-11-25T12:00:00Z');
    expect(await reports.sendDueWeeklyReports()).toBe(0);
    expect((await Mail.findAll()).map(({ recipient }) => recipient).sort()).toEqual(
      members.map(({ user }) => user.email).sort(),
    );
    expect(await row('select count(*)::int as promised from outbox')).toEqual({ promised: 12 });
    now = new Date('2026-11-30T09:00:00Z');
    expect(await reports.sendDueWeeklyReports()).toBe(12);
  });

  test('wait for Monday 09:00 of the project', async () => {
    await aConnection(await aMember({ timezone: 'America/New_York' }));
    expect(await reports.sendDueWeeklyReports()).toBe(0);
    now = new Date('2026-11-23T13:59:59Z');
    expect(await reports.sendDueWeeklyReports()).toBe(0);
    now = new Date('2026-11-23T14:00:00Z');
    expect(await reports.sendDueWeeklyReports()).toBe(1);
  });

  test.each<[string, (member: Awaited<ReturnType<typeof aMember>>) => Promise<unknown>]>([
    ['has unsubscribed', ({ user }) => user.update({ wantsWeeklyReport: false })],
    ['is disabled', ({ user }) => user.update({ isActive: false })],
    ['left the project', ({ user }) => Membership.destroy({ where: { userId: user.id } })],
    [
      'deleted the project',
      ({ projectId }) => Project.update({ deletedAt: now }, { where: { id: projectId } }),
    ],
    ['disconnected its accounts', () => Connection.update({ connectionStatus: 'revoked' }, { where: {} })],
    [
      'connected its first account this morning',
      () => rows(`update social_media_connections set created_at = $1 returning id`, [monday]),
    ],
  ])('who %s gets none, also when that came after it was promised', async (_, change) => {
    const member = await aMember();
    await aConnection(member);
    expect(await reports.sendDueWeeklyReports()).toBe(1);
    await change(member);
    expect(await deliverAll()).toEqual([]);
    expect(await Mail.findOne()).toMatchObject({ status: 'failed' });

    await rows('truncate weekly_reports');
    expect(await reports.sendDueWeeklyReports()).toBe(0);
  });

  test('brings figures and a real picture, and the link that ends it', async () => {
    const member = await aMember({ locale: 'fr' });
    const account = await aConnection(member, { username: 'café<b>' });
    await told(account, '2026-11-14T08:00:00Z', 12_000);
    await told(account, '2026-11-21T08:00:00Z', 12_345);
    await aPost(
      account,
      '2026-11-18T23:30:00Z',
      [['2026-11-19T08:00:00Z', { likes: 1234 }]],
      'Un <i>café</i>',
    );
    await reports.sendDueWeeklyReports();
    const [mail] = await deliverAll();

    expect(mail).toMatchObject({
      to: [{ address: member.user.email }],
      subject: expect.stringContaining('Café <Noir>'),
    });
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('12\u202f345');
      expect(part).toMatch(/\+345 \(\+2,9\s%\)/);
      expect(part).toContain('1\u202f234');
      // 23:30 UTC is the next day in Paris.
      expect(part).toContain('19 nov.');
    }
    expect(mail?.html).not.toMatch(/<b>|<i>|<Noir>/);
    expect(mail?.html).toContain('TikTok · café&lt;b&gt;');
    const cid = /<img src="cid:([^"]+)"/.exec(mail?.html ?? '')?.[1];
    const [picture, ...others] = mail?.attachments ?? [];
    expect(others).toEqual([]);
    expect(picture).toMatchObject({ contentId: `<${cid}>`, disposition: 'inline', mimeType: 'image/png' });
    const png = Buffer.from(picture?.content as ArrayBuffer);
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 960 });

    const header = (name: string) => mail?.headers.find(({ key }) => key === name)?.value ?? '';
    const [, link = ''] = /^<(.+)>$/.exec(header('list-unsubscribe')) ?? [];
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail?.text).toContain(link);
    const token = new URL(link).searchParams.get('token') ?? '';
    expect(link.startsWith(`${publicUrl}/unsubscribe?`)).toBe(true);
    expect(readLink(linkSecret, 'unsubscribe', token)).toBe(member.user.id);
  });
});

describe('token notices', () => {
  const inDays = (days: number) => new Date(monday.getTime() + days * 24 * 60 * 60_000);

  test('tell each person once of all that needs them, whatever is tried again', async () => {
    const member = await aMember();
    const other = await aMember();
    const noRefreshToken = { refreshTokenEncrypted: null };
    await aConnection(member, { username: 'soon', tokenExpiresAt: inDays(2), ...noRefreshToken });
    await aConnection(member, {
      username: 'stopped',
      connectionStatus: 'needs_reauth',
      tokenExpiresAt: inDays(-1),
    });
    await aConnection(member, { username: 'later', tokenExpiresAt: inDays(4), ...noRefreshToken });
    await aConnection(member, { username: 'byitself', tokenExpiresAt: inDays(0.1) });
    await aConnection(member, { username: 'gone', connectionStatus: 'revoked', tokenExpiresAt: inDays(-1) });
    await aConnection(other, { username: 'others', connectionStatus: 'expired', statusSince: inDays(-1) });

    const counts = await Promise.all(Array.from({ length: 10 }, () => reports.sendTokenNotices()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    expect(await reports.sendTokenNotices()).toBe(0);
    const mail = (await deliverAll()).find(({ to }) => to?.[0]?.address === member.user.email);
    expect(mail?.subject).toBe('2 connected accounts need you');
    expect(mail?.text).toMatch(/TikTok · stopped[^]*Has stopped[^]*TikTok · soon[^]*Works until Wednesday/);
    expect(mail?.text).not.toMatch(/later|byitself|gone|others/);
    expect(mail?.text).toContain('Café <Noir>');
    expect(mail?.html).not.toContain('<Noir>');
    expect(mail?.text).toContain('profile');
    expect(mailbox.received).toHaveLength(2);

    // A day later the next one falls due; of the others nobody hears again.
    now = inDays(1.5);
    expect(await reports.sendTokenNotices()).toBe(1);
    expect(
      (await Mail.findAll({ where: { kind: 'token_notice' } })).map(({ recipient }) => recipient),
    ).toEqual([member.user.email]);
  });

  test('count from the end of a refresh token that ends, and begin anew with the token of a new consent', async () => {
    const member = await aMember();
    const connection = await aConnection(member, {
      tokenExpiresAt: inDays(0.1),
      refreshExpiresAt: inDays(2),
    });
    expect(await reports.sendTokenNotices()).toBe(1);
    await connection.update({ connectionStatus: 'expired', tokenExpiresAt: inDays(0.2) });
    now = inDays(2.5);
    expect(await reports.sendTokenNotices()).toBe(1);
    expect(await reports.sendTokenNotices()).toBe(0);
    await connection.update({ connectionStatus: 'active', refreshExpiresAt: inDays(365) });
    expect(await reports.sendTokenNotices()).toBe(0);
    now = inDays(363);
    expect(await reports.sendTokenNotices()).toBe(1);
  });

  test('are not sent of what was mended meanwhile, nor to who turned them off', async () => {
    const member = await aMember();
    const connection = await aConnection(member, { connectionStatus: 'needs_reauth' });
    expect(await reports.sendTokenNotices()).toBe(1);
    await connection.update({ connectionStatus: 'active' });
    expect(await deliverAll()).toEqual([]);

    const quiet = await aMember();
    await quiet.user.update({ wantsTokenNotices: false });
    await aConnection(quiet, { connectionStatus: 'needs_reauth' });
    expect(await reports.sendTokenNotices()).toBe(0);
  });

  test('go to the owners once who connected the account has left', async () => {
    const [owner, leaver] = [await aMember(), await aMember()];
    await aConnection({ user: leaver.user, projectId: owner.projectId }, { connectionStatus: 'expired' });
    await reports.sendTokenNotices();
    expect((await Mail.findAll()).map(({ recipient }) => recipient)).toEqual([owner.user.email]);
  });
});
