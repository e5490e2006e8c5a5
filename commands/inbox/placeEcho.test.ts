import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember, type Member } from '../../test/support/members.ts';
import { ingestMessage } from './ingestMessage.ts';
import type { Source } from './source.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

/** The shop's answer on another device, as its account tells it. */
const echo = (source: Source, text: string, at = new Date()) =>
  ingestMessage(source, {
    ...{ kind: 'message', from: 'shop', contactId: '4711', aliases: [], contactName: null, data: {} },
    ...{ contactUsername: null, phoneNumber: null, messageId: randomUUID(), at, type: 'text' },
    ...{ text, media: [], replyToId: null },
  });
/** A batch of one message to the same customer, whose call has this state. */
async function aBatch(owner: Member, state: string, text: string) {
  const made = await row<{ id: string }>(
    `with batch as (insert into send_batches (project_id, user_id, channel, account_id)
       values ($1, $2, 'instagram', 'shop') returning id)
     insert into send_batch_items (batch_id, position, recipient, address, body, state, attempted_at)
     select id, 0, '4711', '4711', jsonb_build_object('type', 'text', 'text', $4::text), $3, now() from batch
     returning batch_id as id`,
    [owner.projectId, owner.user.id, state, text],
  );
  return made?.id ?? '';
}
const stateOf = (batchId: string) =>
  row(`select state from send_batch_items where batch_id = $1 and position = 0`, [batchId]);

test('another project that names the account, with a token that does not open it, takes no echo and holds up none', async () => {
  const [owner, stranger] = [await aMember(), await aMember()];
  const source: Source = {
    ...{ channel: 'instagram', scopeId: randomUUID(), accountId: 'shop', projectId: owner.projectId },
    appId: null,
  };
  const foreign = await aBatch(stranger, 'unknown', 'We do.');
  await aBatch(stranger, 'sending', 'We do.');
  expect(await echo(source, 'We do.')).toMatchObject({ state: 'processed', added: true });
  expect(await stateOf(foreign)).toEqual({ state: 'unknown' });

  // One whose token the platform has accepted may have written it, and so may the project's own.
  await rows(
    `insert into send_batch_items (batch_id, position, recipient, address, body, state, external_id)
     values ($1, 1, '12', '12', '{}', 'sent', 'm-12') returning 1 as x`,
    [foreign],
  );
  expect(await echo(source, 'We do.')).not.toHaveProperty('added');
  expect(await stateOf(foreign)).toEqual({ state: 'sent' });
  const own = await aBatch(owner, 'unknown', 'Until six.');
  expect(await echo(source, 'Until six.')).not.toHaveProperty('added');
  expect(await stateOf(own)).toEqual({ state: 'sent' });
});

test('an echo that comes an hour late is that of the message of its time', async () => {
  const owner = await aMember();
  const source: Source = {
    ...{ channel: 'instagram', scopeId: randomUUID(), accountId: randomUUID(), projectId: owner.projectId },
    appId: null,
  };
  const anHourAgo = new Date(Date.now() - 60 * 60_000);
  await echo(source, 'Good morning.', anHourAgo);
  await rows(
    `insert into messages (conversation_id, project_id, sequence, direction, author, kind, content, state, called_at, sent_at)
     select id, project_id, 1000, 'outbound', 'agent', 'text', 'Until six.', 'unknown', $2, $2
     from conversations where scope_id = $1 returning 1 as x`,
    [source.scopeId, anHourAgo],
  );
  expect(await echo(source, 'Until six.', anHourAgo)).not.toHaveProperty('added');
  expect(await echo(source, 'Until six.')).toHaveProperty('added', true);
});
