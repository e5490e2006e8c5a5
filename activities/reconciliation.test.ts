import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { row, rows } from '../db/query.ts';
import { createDiskStorage } from '../media/diskStorage.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { aConnection } from '../test/support/figures.ts';
import { aMember } from '../test/support/members.ts';
import { createReconciliationActivities } from './reconciliation.ts';

const root = await mkdtemp(join(tmpdir(), 'reconciling-'));
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
});
afterAll(async () => {
  await closeDatabase();
  await rm(root, { recursive: true });
});

test('a post that still waits for an account, though it is connected, goes on', async () => {
  const { user: ada, projectId } = await aMember();
  const connection = await aConnection({ user: ada, projectId }, { platform: 'twitter' });
  const waiting = await row<{ id: string }>(
    `with post as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time, state)
       values ($1, $2, '', now() + interval '1 day', 'needs_attention') returning id)
     insert into publications (post_id, project_id, connection_id, platform, account_id, state, state_since)
     select id, $1, $3, 'twitter', 'an account', 'waiting', now() - interval '5 minutes' from post returning id`,
    [projectId, ada.id, connection.id],
  );
  const activities = createReconciliationActivities({ storage: createDiskStorage(root) });
  expect(await activities.promiseUnfinishedWork()).toBeGreaterThan(0);
  expect(
    await row(
      `select p.state, s.state as post from publications p join scheduled_posts s on s.id = p.post_id where p.id = $1`,
      [waiting?.id],
    ),
  ).toEqual({ state: 'planned', post: 'scheduled' });
});

test('what a consent kept sealed is deleted once its time is over, and that it expired is known', async () => {
  const { user: ada, projectId } = await aMember();
  const consents = () =>
    rows(
      `select num_nonnulls(code_verifier_encrypted, code_encrypted, accounts_encrypted) as kept
       from oauth_states order by expires_at`,
    );
  await rows(
    `insert into oauth_states (state_hash, nonce_hash, platform, project_id, user_id, redirect_uri, expires_at,
       code_verifier_encrypted, code_encrypted, accounts_encrypted)
     select minutes::text::bytea, ''::bytea, 'tiktok', $1, $2, 'https://social.example',
       now() + make_interval(mins => minutes), '\\x01', '\\x01', '\\x01'
     from unnest(array[-1, 1]) minutes returning 1 as begun`,
    [projectId, ada.id],
  );
  await createReconciliationActivities({ storage: createDiskStorage(root) }).promiseUnfinishedWork();
  expect(await consents()).toEqual([{ kept: 0 }, { kept: 3 }]);
});
