import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import type { PlanSettings } from '../../db/plans.ts';
import { rows } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aConnection } from '../../test/support/figures.ts';
import { aMember, type Member } from '../../test/support/members.ts';
import { makeRun } from './makeRun.ts';
import { orderRun } from './openRuns.ts';
import { createPlan } from './writePlan.ts';

const settings: PlanSettings = {
  ...{ name: 'Daily', frequency: 'daily', timeOfDay: '10:00:00', timezone: 'UTC', daysOfWeek: [] },
  ...{ dayOfMonth: null, rrule: null, startDate: '2026-01-01', endDate: null, platforms: ['twitter'] },
  ...{ connectionIds: [], tag: null, caption: '', captionBy: 'template', hashtags: '', options: {} },
  ...{ whenNoImage: 'skip', prompt: null, lateMinutes: 60, lateAction: 'ask', catchUpMinutes: 60 },
  ...{ overlap: 'wait', isActive: true },
};

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
});
afterAll(closeDatabase);

const make = (runId: string) =>
  makeRun(runId, {
    judge: ({ platform }) => ({ name: platform, fault: null, options: {} }),
    dailyLimit: 0,
    now: new Date(),
  });

const anImage = ({ user, projectId }: Member) =>
  rows(
    `insert into images (project_id, user_id, prompt, style, width, height, quality, status, file_key)
     values ($1, $2, 'a lighthouse', 'realistic', 512, 512, 'standard', 'validated', 'a key') returning id`,
    [projectId, user.id],
  );

const mails = ({ projectId }: Member) =>
  rows(`select recipient, subject_id from mails where kind = 'plan_notice' and project_id = $1`, [projectId]);

test('a run without an image that is repeated after a later one has made its post tells nobody once more', async () => {
  const member = await aMember();
  const { user, projectId } = member;
  await aConnection(member, { platform: 'twitter' });
  const { id: planId } = await createPlan(projectId, user.id, settings);

  const without = await orderRun(projectId, planId);
  expect(await make(without.id)).toBe('skipped');
  expect(await mails(member)).toMatchObject([{ recipient: user.email }]);
  await anImage(member);
  expect(await make((await orderRun(projectId, planId)).id)).toBe('made');

  expect(await make(without.id)).toBe('skipped');
  expect(await mails(member)).toHaveLength(1);
  // The next lack is a new one.
  expect(await make((await orderRun(projectId, planId)).id)).toBe('skipped');
  expect(await mails(member)).toHaveLength(2);
});

test('whose plan has nowhere to publish is told once, until it has made a post', async () => {
  const member = await aMember();
  const { id: planId } = await createPlan(member.projectId, member.user.id, settings);
  await anImage(member);
  for (let run = 0; run < 2; run += 1)
    expect(await make((await orderRun(member.projectId, planId)).id)).toBe('skipped');
  expect(await mails(member)).toMatchObject([{ recipient: member.user.email }]);

  const connection = await aConnection(member, { platform: 'twitter' });
  expect(await make((await orderRun(member.projectId, planId)).id)).toBe('made');
  await rows(`update social_media_connections set connection_status = 'revoked' where id = $1 returning id`, [
    connection.id,
  ]);
  await anImage(member);
  expect(await make((await orderRun(member.projectId, planId)).id)).toBe('skipped');
  expect(await mails(member)).toHaveLength(2);
});
