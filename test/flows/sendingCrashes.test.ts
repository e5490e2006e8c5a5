import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimMessage } from '../../commands/inbox/claimMessage.ts';
import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { holdRows } from '../support/heldRows.ts';
import { anInboxAt, type TestInbox } from '../support/inboxes.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let ada: TestPerson;
let instagram: TestInbox;
let whatsapp: TestInbox;

beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  ada = await aPerson(stack.api, 'ada');
  await rows(
    `insert into assistant_settings (project_id, mode)
     select project_id, 'off' from memberships m join users u on u.id = m.user_id where u.number = $1
     returning 1 as kept`,
    [ada.id],
  );
  instagram = await anInboxAt(stack, ada, 'instagram');
  whatsapp = await anInboxAt(stack, ada, 'whatsapp');
});
afterAll(() => stack.close());

const write = async (conversation: string, content: string): Promise<string> => {
  const path = `/api/conversations/${conversation}/messages`;
  return (await ada.client.post(path, { content })).body.id;
};
const inState = (id: string, ...states: string[]) =>
  eventually(async () => {
    const message = await row<{ state: string }>('select state from messages where id = $1', [id]);
    expect(states).toContain(message?.state);
  }, 80_000);

test('a worker that dies after the platform’s answer, or before the call, leaves no message to be sent again', async () => {
  for (const { platform, account } of [instagram, whatsapp]) {
    // What the platform tells comes after the worker's end.
    await stack.sandbox.control('messaging', { platform, sentMs: 6000, deliveredMs: 7000 });
    await stack.sandbox.fault({
      ...{ standIn: platform, fault: 'slow_after_work', operation: 'message', match: account, delayMs: 3000 },
    });
  }
  const answered: { inbox: TestInbox; to: string; id: string }[] = [];
  for (const [inbox, to] of [[instagram, '77001'] as const, [whatsapp, '33670000001'] as const]) {
    const id = await write(await inbox.conversationOf(to, `hello from ${to}`), 'taken, and answered');
    answered.push({ inbox, to, id });
  }
  for (const { inbox, to } of answered)
    await eventually(async () => expect(await inbox.sends(to)).toMatchObject([{ sent: true }]));
  const held = await holdRows(stack.api.environment.DATABASE_URL);
  await held.hold('select 1 from messages where id = any($1::uuid[]) for update', [
    answered.map(({ id }) => id),
  ]);
  await held.untilWaiting(2);
  const lost = { to: '77002', conversation: await instagram.conversationOf('77002', 'hello from 77002') };
  await stack.worker.kill();
  await held.release();
  const taken = await write(lost.conversation, 'taken, and never sent');
  const terms = { windowMs: 24 * 60 * 60_000, paceMs: 0, callMs: 30_000 };
  expect(await claimMessage(taken, terms)).toMatchObject({ kind: 'send' });
  await stack.worker.start();

  for (const { inbox, to, id } of answered) {
    await inState(id, 'sent', 'delivered', 'read');
    expect(await inbox.sends(to)).toHaveLength(1);
  }
  await inState(taken, 'unknown');
  expect(await instagram.sends(lost.to)).toEqual([]);
  for (const platform of ['instagram', 'whatsapp']) await stack.sandbox.control('messaging', { platform });
}, 200_000);

/** A platform's worst day: what it does not do, does without saying so, or says late. */
const faults = [
  'drop_after_work',
  'slow_after_work',
  'server_error_after_work',
  'drop_before_work',
  'rate_limited',
];

interface Outcome {
  content: string;
  state: string;
  to: string;
}

test('whatever dies meanwhile, no customer gets a message twice, and of each message it is known or said', async () => {
  const texts: { inbox: TestInbox; to: string; conversation: string; content: string }[] = [];
  for (const inbox of [instagram, whatsapp]) {
    for (let person = 0; person < 12; person += 1) {
      const to = inbox.platform === 'whatsapp' ? `3362${String(person).padStart(7, '0')}` : `8800${person}`;
      const conversation = await inbox.conversationOf(to, `hello from ${to}`);
      for (const part of ['first', 'second'])
        texts.push({ inbox, to, conversation, content: `${part} to ${to}` });
    }
    for (const fault of faults)
      await stack.sandbox.fault({
        ...{ standIn: inbox.platform, fault, operation: 'message', match: inbox.account, times: 2 },
        ...{ delayMs: 3000, retryAfterSeconds: 1 },
      });
  }
  const writing = texts.map(({ conversation, content }) =>
    ada.client.post(`/api/conversations/${conversation}/messages`, { content, client_message_id: content }),
  );
  for (let death = 0; death < 3; death += 1) {
    await pause(700);
    await stack.worker.kill();
    await stack.worker.start();
  }
  expect((await Promise.all(writing)).map(({ status }) => status)).toEqual(texts.map(() => 201));

  const outcomes = await eventually(async () => {
    const found = await rows<Outcome>(
      `select m.content, m.state, c.external_id as to from messages m
       join conversations c on c.id = m.conversation_id where m.direction = 'outbound' and m.client_message_id is not null
       order by m.sequence`,
    );
    expect(found.filter(({ state }) => state === 'queued' || state === 'sending')).toEqual([]);
    return found;
  }, 110_000);
  expect(outcomes.map(({ content }) => content).toSorted()).toEqual(
    texts.map(({ content }) => content).toSorted(),
  );
  const states = new Map(outcomes.map(({ content, state }) => [content, state]));
  for (const { inbox, to, content } of texts) {
    const sent = (await inbox.sends(to)).filter(({ text, sent: went }) => text === content && went);
    const state = states.get(content) ?? '';
    const expected = state === 'unknown' ? [0, 1] : state === 'failed' ? [0] : [1];
    expect({ content, state, isRight: expected.includes(sent.length) }).toEqual({
      ...{ content, state, isRight: true },
    });
  }
  const unknown = outcomes.filter(({ state }) => state === 'unknown');
  expect(unknown.length).toBeLessThan(texts.length / 2);
  // Customers read them in the order in which they were written down.
  for (const { inbox, to } of texts) {
    const sent = (await inbox.sends(to)).filter(({ sent: went }) => went).map(({ text }) => text);
    const written = outcomes.filter((each) => each.to === to).map(({ content }) => content);
    expect(sent).toEqual(written.filter((content) => sent.includes(content)));
  }
}, 200_000);
