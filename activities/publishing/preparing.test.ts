import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublicationState } from '../../contracts/ledger.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { readSubject } from '../../db/publications.ts';
import { row, rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import type { Accounts } from './account.ts';
import type { Content } from './content.ts';
import { createPreparing } from './preparing.ts';

let publicationId: string;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
  const { user: ada, projectId } = await aMember();
  const made = await row<{ id: string }>(
    `with post as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time)
       values ($1, $2, 'a post', now() + interval '1 hour') returning id)
     insert into publications (post_id, project_id, platform, account_id, state)
     select id, $1, 'instagram', 'an account', 'planned' from post returning id`,
    [projectId, ada.id],
  );
  publicationId = made?.id ?? '';
});
afterAll(closeDatabase);

const set = (state: PublicationState, handle: { usableFor: string }) =>
  rows(
    `update publications set state = $2, handle_version = 1, handle_until = now() + $3::interval where id = $1
     returning 1 as set`,
    [publicationId, state, handle.usableFor],
  );
const stateNow = async () => (await readSubject(publicationId))?.state;

/** Prepares what was read before others brought it to `movedOn`, at an account that nobody may open. */
async function prepare(movedOn?: PublicationState): Promise<void> {
  const subject = await readSubject(publicationId);
  if (!subject) throw new Error('there is no publication');
  const accounts = { open: () => Promise.reject(new Error('the account was opened')) };
  const preparing = createPreparing({
    accounts: accounts as unknown as Accounts,
    content: {} as Content,
    vault: createVault(randomBytes(32).toString('hex')),
  });
  if (movedOn) await set(movedOn, { usableFor: '-1 second' });
  await preparing(subject);
}

test('an attempt that is repeated after it was done throws nothing away', async () => {
  await set('prepared', { usableFor: '2 hours' });
  await prepare();
  expect(await stateNow()).toBe('prepared');
});

test.each<PublicationState>(['committing', 'unknown', 'published', 'cancelled'])(
  'an attempt that stood still prepares nothing anew that is %s by now',
  async (state) => {
    await set('prepared', { usableFor: '-1 second' });
    await prepare(state);
    expect(await stateNow()).toBe(state);
  },
);
