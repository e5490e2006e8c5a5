import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { aConversation } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { addMessage } from './addMessage.ts';
import { claimMessage } from './claimMessage.ts';
import { confirmSent } from './confirmSent.ts';
import { queueMessage } from './queueMessage.ts';
import { failMessage, leaveUnknown, requeueMessage, wakeNextMessage } from './settleMessage.ts';

let projectId: string;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
  ({ projectId } = await aMember());
});
afterAll(closeDatabase);

const terms = { windowMs: 24 * 60 * 60_000, paceMs: 0, callMs: 30_000 };

const aMessage = async (conversationId: string, author: 'agent' | 'ai' = 'agent') =>
  (
    await queueMessage({
      ...{ conversationId, author, kind: 'text', content: 'an answer', data: { answersSequence: 1 } },
      ...{ clientMessageId: null, state: 'queued' },
    })
  ).id;
const rowOf = (id: string) =>
  row<{ state: string; problem_code: string | null; external_id: string | null }>(
    `select state, problem_code, external_id from messages where id = $1`,
    [id],
  );
/** So much time has passed since the message came into its state, and was sent. */
const age = (id: string, interval: string) =>
  rows(
    `update messages set state_since = state_since - $2::interval, called_at = called_at - $2::interval
     where id = $1 returning 1 as kept`,
    [id, interval],
  );
const attemptOf = async (id: string) => {
  const claim = await claimMessage(id, terms);
  if (claim.kind !== 'send') throw new Error(`it is ${claim.state}`);
  return claim.order.attempt;
};

const reasonOf = async (conversation: string) =>
  (
    await row<{ reason: string | null }>(
      `select handover_reason as reason from conversations where id = $1`,
      [conversation],
    )
  )?.reason;

describe('a message', () => {
  test('is taken by one alone, who is told what goes where', async () => {
    const id = await aMessage(await aConversation(projectId));
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimMessage(id, terms)));
    const taken = claims.filter(({ kind }) => kind === 'send');
    expect(taken).toMatchObject([{ order: { attempt: 1, to: '33612345678', content: 'an answer' } }]);
    const waiting = { kind: 'wait', state: 'sending', ms: expect.any(Number) };
    expect(claims.filter(({ kind }) => kind !== 'send')).toEqual([waiting, waiting, waiting]);
  });

  test('whose sender vanished is not sent again: nobody knows what became of it, and that is said in the end', async () => {
    const conversation = await aConversation(projectId);
    const id = await aMessage(conversation);
    await attemptOf(id);
    await age(id, '36 seconds');
    expect(await claimMessage(id, terms)).toMatchObject({ kind: 'wait', state: 'unknown' });
    expect(await claimMessage(id, terms)).toMatchObject({ kind: 'wait', state: 'unknown' });
    expect(await rowOf(id)).toMatchObject({ problem_code: null });
    expect(await reasonOf(conversation)).toBeNull();
    await age(id, '10 minutes');
    expect(await claimMessage(id, terms)).toEqual({ kind: 'ended', state: 'unknown' });
    expect(await rowOf(id)).toMatchObject({ state: 'unknown', problem_code: 'not_confirmed' });
    expect(await reasonOf(conversation)).toBe('reply_failed');
    await confirmSent(id, 'wamid.late');
    expect(await rowOf(id)).toEqual({ state: 'sent', problem_code: null, external_id: 'wamid.late' });
  });

  test('is settled by its own attempt alone', async () => {
    const id = await aMessage(await aConversation(projectId));
    const first = await attemptOf(id);
    await requeueMessage(id, first);
    const second = await attemptOf(id);
    await failMessage(id, first, { code: 'late', detail: null });
    await leaveUnknown(id, first);
    expect(await rowOf(id)).toMatchObject({ state: 'sending' });
    await failMessage(id, second, { code: '131026', detail: 'Meta answered 400 (131026)' });
    expect(await rowOf(id)).toMatchObject({ state: 'failed', problem_code: '131026' });
    expect(await claimMessage(id, terms)).toEqual({ kind: 'ended', state: 'failed' });
  });

  test('waits until the one before it was settled, which wakes it', async () => {
    const conversation = await aConversation(projectId);
    const [first, second] = [await aMessage(conversation), await aMessage(conversation)];
    expect(await claimMessage(second, terms)).toEqual({ kind: 'wait', state: 'queued', ms: null });
    const attempt = await attemptOf(first);
    expect(await claimMessage(second, terms)).toMatchObject({ kind: 'wait', ms: null });
    await leaveUnknown(first, attempt);
    await rows(`delete from outbox returning 1 as removed`);
    await wakeNextMessage(conversation);
    expect(await rows(`select action, input from outbox`)).toEqual([
      { action: 'wake', input: { messageId: second } },
    ]);
    expect(await attemptOf(second)).toBe(1);
  });

  test('keeps the platform’s distance from the one before it', async () => {
    const conversation = await aConversation(projectId);
    const first = await aMessage(conversation);
    await attemptOf(first);
    await confirmSent(first, randomUUID());
    const second = await aMessage(conversation);
    const paced = { ...terms, paceMs: 6000 };
    const claim = await claimMessage(second, paced);
    expect(claim).toMatchObject({ kind: 'wait', state: 'queued' });
    expect(claim.kind === 'wait' && claim.ms).toBeGreaterThan(4000);
    await age(first, '6 seconds');
    expect(await claimMessage(second, paced)).toMatchObject({ kind: 'send' });
  });

  test('is not sent outside the time in which the customer may be written to; a template is', async () => {
    const conversation = await aConversation(projectId);
    await rows(
      `update conversations set last_inbound_at = now() - interval '1 day' where id = $1 returning 1 as kept`,
      [conversation],
    );
    const id = await aMessage(conversation);
    expect(await claimMessage(id, terms)).toEqual({ kind: 'ended', state: 'failed' });
    expect(await rowOf(id)).toMatchObject({ problem_code: 'reply_window_over' });
    const template = { name: 'hello_world', language: 'fr', components: [] };
    const { id: allowed } = await queueMessage({
      ...{ conversationId: conversation, author: 'agent', kind: 'template', content: '' },
      ...{ data: { template }, clientMessageId: null, state: 'queued' },
    });
    expect(await claimMessage(allowed, terms)).toMatchObject({ kind: 'send', order: { data: { template } } });
  });
});

describe('a message of the assistant', () => {
  const holds: [string, string][] = [
    ['handed over', `handed_over_at = now()`],
    ['led by a person', `ai_paused_until = now() + interval '1 minute'`],
    ['not to be answered by it', `ai_mode = 'suggest'`],
  ];
  test.each(holds)(
    'is discarded when its conversation is %s, and its turn comes again',
    async (_, change) => {
      const conversation = await aConversation(projectId);
      const set = (assignment: string) =>
        rows(`update conversations set ${assignment} where id = $1 returning 1 as kept`, [conversation]);
      await set(`ai_mode = 'automatic', answered_sequence = 1`);
      const id = await aMessage(conversation, 'ai');
      await set(change);
      expect(await claimMessage(id, terms)).toEqual({ kind: 'ended', state: 'discarded' });
      const after = await row(
        `select answered_sequence::int as answered, last_message_snippet as snippet from conversations where id = $1`,
        [conversation],
      );
      expect(after).toEqual({ answered: 0, snippet: 'hello' });
    },
  );

  test('is discarded when the customer has written more', async () => {
    const conversation = await aConversation(projectId);
    await rows(`update conversations set ai_mode = 'automatic' where id = $1 returning 1 as kept`, [
      conversation,
    ]);
    const id = await aMessage(conversation, 'ai');
    const more = (kind: 'comment' | 'text') =>
      addMessage({
        ...{ conversationId: conversation, direction: 'inbound', author: 'customer', kind, content: 'more' },
        ...{ data: {}, externalId: randomUUID(), sentAt: new Date(), state: 'received', opensWindow: true },
      });
    await more('comment');
    const attempt = await attemptOf(id);
    await requeueMessage(id, attempt);
    await more('text');
    expect(await claimMessage(id, terms)).toEqual({ kind: 'ended', state: 'discarded' });
  });

  test.each(['ai', 'agent'] as const)(
    'of %s that cannot be sent leaves the customer to people',
    async (author) => {
      const conversation = await aConversation(projectId);
      const id = await aMessage(conversation, author);
      await failMessage(id, null, { code: 'needs_reauth', detail: null });
      expect(await reasonOf(conversation)).toBe('reply_failed');
    },
  );

  test('that did not arrive, where a person has written again, leaves it at that', async () => {
    const conversation = await aConversation(projectId);
    const [first] = [await aMessage(conversation), await aMessage(conversation)];
    await failMessage(first, null, { code: '131026', detail: null });
    expect(await reasonOf(conversation)).toBeNull();
  });

  test('that could not be sent is over once a later one went out, and a later one that could not is not', async () => {
    const conversation = await aConversation(projectId);
    const failed = await aMessage(conversation);
    await failMessage(failed, null, { code: '132001', detail: null });
    const again = await aMessage(conversation);
    await attemptOf(again);
    expect(await reasonOf(conversation)).toBe('reply_failed');
    await confirmSent(again, randomUUID());
    expect(await reasonOf(conversation)).toBeNull();

    const [slow, last] = [await aMessage(conversation), await aMessage(conversation)];
    await failMessage(last, null, { code: '132001', detail: null });
    await confirmSent(slow, randomUUID());
    expect(await reasonOf(conversation)).toBe('reply_failed');
  });
});
