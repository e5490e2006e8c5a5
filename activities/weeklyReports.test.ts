import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { readLink } from '../commands/linkTokens.ts';
import { Connection } from '../db/models/connection.ts';
import { Mail } from '../db/models/mail.ts';
import { Membership } from '../db/models/membership.ts';
import { Project } from '../db/models/project.ts';
import { row, rows } from '../db/query.ts';
import { aConnection, aPost, told } from '../test/support/figures.ts';
import { aMember, type Member } from '../test/support/members.ts';
import { monday, openReportRoom, type ReportRoom } from '../test/support/reportRoom.ts';

let room: ReportRoom;
beforeAll(async () => {
  room = await openReportRoom();
});
afterAll(() => room.close());
beforeEach(() => room.reset());

test('ten runs at once promise one report to each member, and later ones none that week', async () => {
  const members = [];
  for (let each = 0; each < 12; each += 1) {
    members.push(await aMember());
    await aConnection(members[each]!);
  }
  const counts = await Promise.all(Array.from({ length: 10 }, () => room.reports.sendDueWeeklyReports()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(12);
  room.now = new Date('2026-11-25T12:00:00Z');
  expect(await room.reports.sendDueWeeklyReports()).toBe(0);
  expect((await Mail.findAll()).map(({ recipient }) => recipient).sort()).toEqual(
    members.map(({ user }) => user.email).sort(),
  );
  expect(await row('select count(*)::int as promised from outbox')).toEqual({ promised: 12 });
  room.now = new Date('2026-11-30T09:00:00Z');
  expect(await room.reports.sendDueWeeklyReports()).toBe(12);
});

test('reports wait for Monday 09:00 of the project', async () => {
  await aConnection(await aMember({ timezone: 'America/New_York' }));
  expect(await room.reports.sendDueWeeklyReports()).toBe(0);
  room.now = new Date('2026-11-23T13:59:59Z');
  expect(await room.reports.sendDueWeeklyReports()).toBe(0);
  room.now = new Date('2026-11-23T14:00:00Z');
  expect(await room.reports.sendDueWeeklyReports()).toBe(1);
});

test.each<[string, (member: Member) => Promise<unknown>]>([
  ['has unsubscribed', ({ user }) => user.update({ wantsWeeklyReport: false })],
  ['is disabled', ({ user }) => user.update({ isActive: false })],
  ['left the project', ({ user }) => Membership.destroy({ where: { userId: user.id } })],
  [
    'deleted the project',
    ({ projectId }) => Project.update({ deletedAt: room.now }, { where: { id: projectId } }),
  ],
  ['disconnected its accounts', () => Connection.update({ connectionStatus: 'revoked' }, { where: {} })],
  [
    'connected its first account this morning',
    () => rows(`update social_media_connections set created_at = $1 returning id`, [monday]),
  ],
])('who %s gets no report, also when that came after it was promised', async (_, change) => {
  const member = await aMember();
  await aConnection(member);
  expect(await room.reports.sendDueWeeklyReports()).toBe(1);
  await change(member);
  expect(await room.deliverAll()).toEqual([]);
  expect(await Mail.findOne()).toMatchObject({ status: 'failed' });

  await rows('truncate weekly_reports');
  expect(await room.reports.sendDueWeeklyReports()).toBe(0);
});

test('a report brings figures and a real picture, and the link that ends it', async () => {
  const member = await aMember({ locale: 'fr' });
  const account = await aConnection(member, { username: 'café<b>' });
  await told(account, '2026-11-14T08:00:00Z', 12_000);
  await told(account, '2026-11-21T08:00:00Z', 12_345);
  await aPost(account, '2026-11-18T23:30:00Z', [['2026-11-19T08:00:00Z', { likes: 1234 }]], 'Un <i>café</i>');
  await room.reports.sendDueWeeklyReports();
  const [mail] = await room.deliverAll();

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
  expect(link.startsWith(`${room.publicUrl}/unsubscribe?`)).toBe(true);
  expect(readLink(room.linkSecret, 'unsubscribe', token)).toBe(member.user.id);
});
