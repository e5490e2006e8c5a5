import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readLink } from '../commands/linkTokens.ts';
import { Mail } from '../db/models/mail.ts';
import { rows } from '../db/query.ts';
import { aConnection } from '../test/support/figures.ts';
import { aMember } from '../test/support/members.ts';
import { monday, openReportRoom, type ReportRoom } from '../test/support/reportRoom.ts';

let room: ReportRoom;
beforeAll(async () => {
  room = await openReportRoom();
});
afterAll(() => room.close());
beforeEach(() => room.reset());

const inDays = (days: number) => new Date(monday.getTime() + days * 24 * 60 * 60_000);

test('notices tell each person once of all that needs them, whatever is tried again', async () => {
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

  const counts = await Promise.all(Array.from({ length: 10 }, () => room.reports.sendTokenNotices()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  expect(await room.reports.sendTokenNotices()).toBe(0);
  const mail = (await room.deliverAll()).find(({ to }) => to?.[0]?.address === member.user.email);
  expect(mail?.subject).toBe('2 connected accounts need you');
  expect(mail?.text).toMatch(/TikTok · stopped[^]*Has stopped[^]*TikTok · soon[^]*Works until Wednesday/);
  expect(mail?.text).not.toMatch(/later|byitself|gone|others/);
  expect(mail?.text).toContain('Café <Noir>');
  expect(mail?.html).not.toContain('<Noir>');
  expect(mail?.text).toContain('profile');
  expect(room.received).toHaveLength(2);

  // A day later the next one falls due; of the others nobody hears again.
  room.now = inDays(1.5);
  expect(await room.reports.sendTokenNotices()).toBe(1);
  expect((await Mail.findAll({ where: { kind: 'token_notice' } })).map(({ recipient }) => recipient)).toEqual(
    [member.user.email],
  );
});

test('a notice says why an account stopped, and that another project took one over', async () => {
  const member = await aMember();
  await aConnection(member, {
    username: 'withdrawn',
    connectionStatus: 'needs_reauth',
    statusReason: 'token_withdrawn',
  });
  await aConnection(member, {
    username: 'lessened',
    connectionStatus: 'needs_reauth',
    statusReason: 'permission_missing',
    scopes: ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.publish'],
  });
  await aConnection(member, {
    username: 'taken',
    connectionStatus: 'revoked',
    statusReason: 'taken_over',
    statusSince: inDays(-0.1),
  });
  await room.reports.sendTokenNotices();
  const [mail] = await room.deliverAll();
  expect(mail?.text).toMatch(
    /TikTok · withdrawn[^]*was withdrawn at the platform, or the password there was changed/,
  );
  expect(mail?.text).toMatch(
    /TikTok · lessened[^]*These permissions are missing: see your videos \(video\.list\)\./,
  );
  expect(mail?.text).toMatch(/TikTok · taken[^]*Taken over by another project on Monday/);
  expect(mail?.text).toContain(`${room.publicUrl}/dashboard/accounts`);
  const link = mail?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  expect(link).toMatch(/^<https:\/\/social\.example\/unsubscribe\/notices\?token=[\w.-]+>$/);
  const [, token = ''] = /token=([^>]+)/.exec(link) ?? [];
  expect(readLink(room.linkSecret, 'unsubscribe-notices', token)).toBe(member.user.id);
});

test('a notice says which posts wait for an account that has stopped', async () => {
  const member = await aMember();
  const { id: connectionId } = await aConnection(member, { connectionStatus: 'needs_reauth' });
  const captions = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'];
  for (const [days, caption] of captions.entries())
    await rows(
      `with post as (
         insert into scheduled_posts (project_id, user_id, caption, scheduled_time) values ($1, $2, $3, $4) returning id)
       insert into publications (post_id, project_id, connection_id, platform, account_id, state, problem_code)
       select id, $1, $5, 'tiktok', 'account', $6, $7 from post returning id`,
      [
        ...[member.projectId, member.user.id, caption, inDays(days), connectionId],
        ...([
          ['parked', 'reconnect_to_look'],
          ['waiting', 'needs_reauth'],
        ][days] ?? ['planned', null]),
      ],
    );
  await room.reports.sendTokenNotices();
  const [mail] = await room.deliverAll();
  expect(mail?.text).toMatch(
    /Has stopped[^]*These posts wait for it: “First” \(Monday[^)]*\), “Second” [^]*“Fifth” \([^)]*\) and 1 more\./,
  );
});

test('notices count from the end of a refresh token that ends, and begin anew with the token of a new consent', async () => {
  const member = await aMember();
  const connection = await aConnection(member, {
    tokenExpiresAt: inDays(0.1),
    refreshExpiresAt: inDays(2),
  });
  expect(await room.reports.sendTokenNotices()).toBe(1);
  await connection.update({ connectionStatus: 'expired', tokenExpiresAt: inDays(0.2) });
  room.now = inDays(2.5);
  expect(await room.reports.sendTokenNotices()).toBe(1);
  expect(await room.reports.sendTokenNotices()).toBe(0);
  await connection.update({ connectionStatus: 'active', refreshExpiresAt: inDays(365) });
  expect(await room.reports.sendTokenNotices()).toBe(0);
  room.now = inDays(363);
  expect(await room.reports.sendTokenNotices()).toBe(1);
});

test('a token that is renewed by itself is told of once that has failed for days', async () => {
  const member = await aMember();
  await aConnection(member, { platform: 'instagram', username: 'renewed', tokenExpiresAt: inDays(4) });
  expect(await room.reports.sendTokenNotices()).toBe(0);
  room.now = inDays(2);
  expect(await room.reports.sendTokenNotices()).toBe(1);
  expect((await room.deliverAll())[0]?.text).toMatch(/Instagram · renewed[^]*Works until/);
});

test('notices are not sent of what was mended meanwhile, nor to who turned them off', async () => {
  const member = await aMember();
  const connection = await aConnection(member, { connectionStatus: 'needs_reauth' });
  expect(await room.reports.sendTokenNotices()).toBe(1);
  await connection.update({ connectionStatus: 'active' });
  expect(await room.deliverAll()).toEqual([]);

  const quiet = await aMember();
  await quiet.user.update({ wantsTokenNotices: false });
  await aConnection(quiet, { connectionStatus: 'needs_reauth' });
  expect(await room.reports.sendTokenNotices()).toBe(0);
});

test('notices go to the owners once who connected the account has left', async () => {
  const [owner, leaver] = [await aMember(), await aMember()];
  await aConnection({ user: leaver.user, projectId: owner.projectId }, { connectionStatus: 'expired' });
  await room.reports.sendTokenNotices();
  expect((await Mail.findAll()).map(({ recipient }) => recipient)).toEqual([owner.user.email]);
});

test('that an account was taken over is told for a week, and not to whom it falls later', async () => {
  const [owner, leaver] = [await aMember(), await aMember()];
  const takenOver = { connectionStatus: 'revoked', statusReason: 'taken_over' } as const;
  const ofLeaver = { user: leaver.user, projectId: owner.projectId };
  await aConnection(ofLeaver, { ...takenOver, statusSince: inDays(-8) });
  expect(await room.reports.sendTokenNotices()).toBe(0);
  await aConnection(ofLeaver, { ...takenOver, statusSince: inDays(-6) });
  expect(await room.reports.sendTokenNotices()).toBe(1);
});
