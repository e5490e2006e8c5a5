import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase, transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { eventually } from '../../test/support/eventually.ts';
import { aConnection } from '../../test/support/figures.ts';
import { aMember } from '../../test/support/members.ts';
import { createProject } from './createProject.ts';
import { deleteProject } from './deleteProject.ts';

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
});
afterAll(closeDatabase);

test('waits for who disconnects an account, which then finds its posts free; all are cancelled', async () => {
  const member = await aMember();
  const { user, projectId } = member;
  await createProject(user.id, { name: 'Another' });
  const connection = await aConnection(member);
  await rows(
    `with post as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time)
       values ($1, $2, '', now() + interval '1 day') returning id)
     insert into publications (post_id, project_id, connection_id, platform, account_id, state)
     select id, $1, $3, 'tiktok', 'account', 'planned' from post returning id`,
    [projectId, user.id, connection.id],
  );
  const held = Promise.withResolvers<void>();
  const disconnecting = transaction(async () => {
    await connection.reload({ lock: true });
    held.resolve();
    await eventually(async () => {
      await row('select pg_stat_clear_snapshot()');
      expect(
        await rows(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      ).toHaveLength(1);
    });
    return rows('select id from scheduled_posts where project_id = $1 for update nowait', [projectId]);
  });
  await held.promise;
  const deleting = deleteProject(createVault('a key of the test'.padEnd(32, '.')), projectId, user.id);
  expect(await disconnecting).toHaveLength(1);
  await deleting;
  expect(
    await row(
      `select c.connection_status as connection, p.state as publication, s.state as post
       from social_media_connections c join publications p on p.connection_id = c.id
       join scheduled_posts s on s.id = p.post_id where c.project_id = $1`,
      [projectId],
    ),
  ).toEqual({ connection: 'revoked', publication: 'cancelled', post: 'cancelled' });
});
