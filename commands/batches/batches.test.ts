import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BatchMessage } from '../../contracts/messageBatches.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { findBatchItems, readBatchSubject } from '../../db/batches.ts';
import { row, rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { aMessage } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aConnection } from '../../test/support/figures.ts';
import { aMember, type Member } from '../../test/support/members.ts';
import { ingestStatus } from '../inbox/ingestStatus.ts';
import type { Source } from '../inbox/source.ts';
import { claimItem } from './claimItem.ts';
import { itemReference } from './itemReference.ts';
import { itemSent } from './itemSent.ts';
import { orderBatch } from './orderBatch.ts';
import { failItem, failRest, finishBatch, loseSight, requeueItem } from './settleItems.ts';

const vault = createVault('only-for-tests-only-for-tests-only-for-tests');
const text: BatchMessage = { type: 'text', text: 'An offer' };
const template: BatchMessage = { type: 'template', name: 'hello_world', language: 'fr', components: [] };
const terms = { windowHours: 24, secondsPerRecipient: 6 };
let ada: Member;
let source: Source;

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
});
afterAll(closeDatabase);
beforeEach(async () => {
  ada = await aMember();
  const { id, externalId } = await aConnection(ada, { platform: 'whatsapp' });
  const { projectId } = ada;
  source = { channel: 'whatsapp', scopeId: id, accountId: externalId, projectId, appId: null };
});

const order = (addresses: string[], body: BatchMessage = text, accessToken: string | null = null) =>
  orderBatch(vault, {
    projectId: source.projectId,
    userId: ada.user.id,
    channel: 'whatsapp',
    accountId: source.accountId,
    ...{ accessToken, author: 'system' },
    messages: addresses.map((address) => ({ recipient: `+${address}`, address, body })),
  });
const statesOf = async (batchId: string) => (await findBatchItems(batchId)).map(({ state }) => state);
const tellOf = (batchId: string, position: number, state: 'sent' | 'failed' = 'sent') =>
  ingestStatus(source, {
    ...{ kind: 'status', messageId: `wamid.${batchId}.${position}`, state, at: new Date() },
    ...{ problemCode: state === 'failed' ? '131026' : null, reference: itemReference({ batchId, position }) },
  });
const aNumber = () => `336${Math.floor(10_000_000 + Math.random() * 89_999_999)}`;

describe('a message of a batch', () => {
  test('is taken once, however many ask at the same time', async () => {
    const batchId = await order(Array.from({ length: 5 }, aNumber));
    const claims = await Promise.all(Array.from({ length: 12 }, () => claimItem(batchId, terms)));
    const taken = claims.flatMap((claim) => (claim ? [claim.position] : []));
    expect(new Set(taken).size).toBe(taken.length);
    while (await claimItem(batchId, terms)) taken.push(-1);
    expect(taken).toHaveLength(5);
  });

  test('waits until its recipient may be written to again, whoever wrote to them', async () => {
    const [person, another] = [aNumber(), aNumber()];
    const batchId = await order([person, person, another]);
    const [first, second] = [await claimItem(batchId, terms), await claimItem(batchId, terms)];
    expect([first?.position, second?.position]).toEqual([0, 2]);
    expect(await claimItem(await order([person]), terms)).toBeNull();
    await rows(
      `update send_batch_items set attempted_at = now() - interval '7 seconds' where batch_id = $1 returning 1 as x`,
      [batchId],
    );
    expect(await claimItem(batchId, terms)).toMatchObject({ position: 1 });
  });

  test('knows that its recipient wrote too long ago', async () => {
    const [late, recent] = [aNumber(), aNumber()];
    await aMessage(source, { contactId: late, at: new Date(Date.now() - 25 * 60 * 60_000) });
    await aMessage(source, { contactId: recent });
    const batchId = await order([late, recent, aNumber()]);
    const claims = [];
    for (let each = await claimItem(batchId, terms); each; each = await claimItem(batchId, terms))
      claims.push(each.isWindowOver);
    expect(claims).toEqual([true, false, false]);
  });

  test('that was begun by a worker that is lost is unknown, and never taken again', async () => {
    const batchId = await order([aNumber(), aNumber()]);
    await claimItem(batchId, terms);
    await loseSight(batchId);
    expect(await claimItem(batchId, terms)).toMatchObject({ position: 1 });
    expect(await claimItem(batchId, terms)).toBeNull();
    expect(await statesOf(batchId)).toEqual(['unknown', 'sending']);
    expect(await finishBatch(batchId)).toBe(false);
  });

  test('that was surely not sent is taken again, unless its batch ended meanwhile', async () => {
    const batchId = await order([aNumber()]);
    await claimItem(batchId, { ...terms, secondsPerRecipient: 0 });
    await requeueItem({ batchId, position: 0 });
    await claimItem(batchId, { ...terms, secondsPerRecipient: 0 });
    expect(await statesOf(batchId)).toEqual(['sending']);
    await loseSight(batchId);
    await finishBatch(batchId);
    await requeueItem({ batchId, position: 0 });
    expect(await statesOf(batchId)).toEqual(['unknown']);
  });
});

describe('a status', () => {
  test('shows by our own name of it that a lost message was sent', async () => {
    const person = aNumber();
    const conversation = await aMessage(source, { contactId: person });
    const batchId = await order([person]);
    await claimItem(batchId, terms);
    await loseSight(batchId);
    await tellOf(batchId, 0);
    expect(await findBatchItems(batchId)).toMatchObject([
      { state: 'sent', externalId: `wamid.${batchId}.0`, problemCode: null },
    ]);
    const sent = await rows(
      `select content, author, state from messages where conversation_id = $1 and direction = 'outbound'`,
      [conversation],
    );
    expect(sent).toEqual([{ content: 'An offer', author: 'system', state: 'sent' }]);
  });

  test('of another account, or of a message that surely was not sent, shows nothing', async () => {
    const batchId = await order([aNumber(), aNumber()]);
    await claimItem(batchId, terms);
    await failItem({ batchId, position: 0 }, '131026', null);
    await claimItem(batchId, terms);
    await tellOf(batchId, 0);
    source = { ...source, accountId: 'another one' };
    await tellOf(batchId, 1);
    expect(await statesOf(batchId)).toEqual(['failed', 'sending']);
  });

  test('of a failure stays, in whatever order they come', async () => {
    const person = aNumber();
    const conversation = await aMessage(source, { contactId: person });
    const batchId = await order([person]);
    await claimItem(batchId, terms);
    await tellOf(batchId, 0, 'failed');
    await itemSent({ batchId, position: 0 }, { externalId: `wamid.${batchId}.0`, contactId: person });
    await tellOf(batchId, 0);
    expect(await findBatchItems(batchId)).toMatchObject([{ state: 'failed', problemCode: '131026' }]);
    expect(
      await row(`select state from messages where conversation_id = $1 and direction = 'outbound'`, [
        conversation,
      ]),
    ).toEqual({ state: 'failed' });
  });
});

test('what is sent to a stranger opens no conversation; to a client of this number it does', async () => {
  const [stranger, client] = [aNumber(), aNumber()];
  await rows(`insert into contacts (project_id, phone_number) values ($1, $2) returning 1 as x`, [
    ...[source.projectId, `+${client}`],
  ]);
  const batchId = await order([stranger, client], template);
  for (const [position, contactId] of [stranger, client].entries()) {
    await claimItem(batchId, terms);
    await itemSent({ batchId, position }, { externalId: `wamid.${position}.${batchId}`, contactId });
  }
  const opened = await rows(
    `select c.external_id as address, m.kind from conversations c join messages m on m.conversation_id = c.id
     where c.scope_id = $1`,
    [source.scopeId],
  );
  expect(opened).toEqual([{ address: client, kind: 'template' }]);
});

test('a batch keeps its token sealed until nothing is left, and fails the rest for one reason', async () => {
  const batchId = await order([aNumber(), aNumber()], text, 'EAA-a-token-of-a-test');
  const sealed = (await readBatchSubject(batchId))?.tokenEncrypted;
  expect(sealed && vault.open(sealed, `batch:${batchId}:token`)).toBe('EAA-a-token-of-a-test');
  await claimItem(batchId, terms);
  await failRest(batchId, 'given_token_refused', null);
  expect(await finishBatch(batchId)).toBe(false);
  await itemSent({ batchId, position: 0 }, { externalId: `wamid.${batchId}`, contactId: null });
  expect(await finishBatch(batchId)).toBe(true);
  expect(await readBatchSubject(batchId)).toMatchObject({ state: 'done', tokenEncrypted: null });
  expect(await statesOf(batchId)).toEqual(['sent', 'failed']);
});
