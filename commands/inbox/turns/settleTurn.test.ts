import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OpeningHours } from '../../../contracts/openingHours.ts';
import { decideTurn } from '../../../contracts/turn.ts';
import { closeDatabase, connectDatabase } from '../../../db/connection.ts';
import { findConversationDetail } from '../../../db/conversationDetail.ts';
import { findSuggestion } from '../../../db/messages.ts';
import { rows } from '../../../db/query.ts';
import { Chat, morning } from '../../../test/support/chat.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { holdRows } from '../../../test/support/heldRows.ts';
import { saveSettings } from '../../assistant/saveSettings.ts';
import { promiseAgain } from '../../reconcile.ts';
import { giveBack, reopenTurn } from './oweTurn.ts';
import { settleTurn } from './settleTurn.ts';

/** Of the same Monday. */
const atNight = new Date('2026-01-12T22:00:00Z');
let chat: Chat;
let url: string;
beforeAll(async () => {
  url = await createTestDatabase();
  connectDatabase({ url, poolSize: 4 });
});
afterAll(closeDatabase);
beforeEach(async () => {
  chat = await Chat.begin();
});

test('who writes is owed a look, which one waking brings, and one that nobody takes is promised again', async () => {
  expect(await chat.facts()).toMatchObject({ asked: 1, answered: 0, isDue: true, mode: 'automatic' });
  await chat.writes('hello?');
  expect(await chat.promises()).toEqual([]);
  await promiseAgain();
  expect(await chat.promises()).not.toContain('conversation');
  await chat.change(`promised_at = now() - interval '3 minutes', turn_due_at = now() - interval '3 minutes'`);
  await promiseAgain();
  expect(await chat.promises()).toContain('conversation');
  await chat.takeTurn();
  await chat.promises();
  await chat.writes('thanks');
  expect(await chat.promises()).toEqual(['conversation']);
});

test('whatever comes between, nothing stays due that nobody was woken for', async () => {
  await chat.settings(`mode = 'suggest'`);
  let isWriting = true;
  const writing = Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let count = 0; count < 15; count += 1) await chat.writes(`message ${count}`);
    }),
  ).finally(() => {
    isWriting = false;
  });
  // As the workflow does: it looks again while something is due, and then only when it is woken.
  let isWoken = true;
  for (;;) {
    const wasWriting = isWriting;
    while (isWoken) isWoken = (await chat.takeTurn()).after?.isDue ?? false;
    isWoken = (await chat.promises()).includes('conversation');
    if (!isWoken && !wasWriting) break;
  }
  await writing;
  // None is left that nobody considered.
  expect(await chat.facts()).toMatchObject({ asked: 0, isDue: false });
});

describe('while people have the conversation, who writes wakes nobody', () => {
  test.each([
    ['handed over', () => chat.change(`handed_over_at = now()`)],
    ['without the assistant', () => chat.change(`ai_mode = 'off'`)],
    ['of a shop without it', () => chat.settings(`mode = 'off'`)],
  ])('%s, and all of it is looked at when it is given back', async (_, change) => {
    await chat.takeTurn();
    await chat.promises();
    await change();
    await chat.writes('Anybody there?');
    expect(await chat.promises()).toEqual([]);
    expect((await chat.state())?.turn_due_at).toBeNull();
    await chat.settings(`mode = 'automatic'`);
    await chat.change(`ai_mode = null`);
    await giveBack(chat.conversationId);
    expect(await chat.promises()).toEqual(['conversation']);
    expect(await chat.facts()).toMatchObject({ asked: 3, answered: 1, isDue: true });
  });

  test('while a person leads, once it is known when somebody looks again', async () => {
    await chat.change(`ai_paused_until = now() + interval '30 minutes'`);
    await chat.takeTurn();
    const due = (await chat.state())?.turn_due_at;
    await chat.writes('Anybody there?');
    expect(await chat.promises()).toEqual([]);
    expect((await chat.state())?.turn_due_at).toEqual(due);
    // The shop was closed, and the next look was to be in the morning: that is too late.
    await chat.change(`turn_due_at = now() + interval '8 hours'`);
    await chat.writes('Hello?');
    expect(await chat.promises()).toEqual(['conversation']);
  });
});

test('a comment owes nobody an answer, and what was taken back neither', async () => {
  chat = await Chat.begin({ type: 'comment' });
  expect(await chat.facts()).toMatchObject({ asked: 0, isDue: false });
  await chat.writes('oops');
  await rows(`update messages set unsent_at = now() where conversation_id = $1 returning 1 as x`, [
    chat.conversationId,
  ]);
  expect(await chat.facts()).toMatchObject({ asked: 0 });
});

describe('a reply', () => {
  test('is queued, its message known to the call, and the customer no longer owed one', async () => {
    const { after, decided } = await chat.takeTurn();
    expect(after).toMatchObject({ answered: 1, isDue: false, repliesInARow: { count: 0 } });
    const [message] = await chat.ours();
    expect(message).toMatchObject({
      ...{ author: 'ai', content: 'We deliver everywhere.', state: 'queued' },
      data: { answersSequence: 1, callId: decided.verdict?.callId },
    });
    expect(await rows(`select 1 from assistant_calls where message_id = $1`, [message?.id])).toHaveLength(1);
    expect(await chat.promises()).toEqual(['sendMessage']);
  });

  test('settled twice at once, and again, is one reply', async () => {
    const { asked, ...read } = await chat.facts();
    const decided = { asked, turn: decideTurn({ asked, ...read }), verdict: await chat.verdictOf(asked) };
    const settle = () => settleTurn(chat.conversationId, decided, morning);
    await Promise.all([settle(), settle()]);
    await settle();
    expect(await chat.ours()).toHaveLength(1);
  });

  test.each(['budget_spent', 'assistant_unavailable'])(
    'where people answer, none for %s is told their team once an hour, and nobody else',
    async (reason) => {
      await chat.settings(`mode = 'suggest'`);
      const verdict = { decision: 'hand_over', reason } as const;
      const mails = () =>
        rows(`select * from mails where kind = 'assistant_silent' and recipient = $1`, [
          chat.member.user.email,
        ]);
      const { after } = await chat.takeTurn(morning, verdict);
      expect(after).toMatchObject({ isHandedOver: false, isDue: false });
      expect(await chat.ours()).toEqual([]);
      expect(await mails()).toHaveLength(1);
      expect(await findConversationDetail(chat.member.projectId, chat.conversationId)).toMatchObject({
        silentBecause: reason,
      });
      await (await chat.withAnother()).takeTurn(morning, verdict);
      expect(await mails()).toHaveLength(1);
      await chat.answersAsPerson();
      expect(await findConversationDetail(chat.member.projectId, chat.conversationId)).toMatchObject({
        silentBecause: null,
      });
    },
  );

  test.each([
    { decision: 'hand_over', reason: 'not_known' },
    { decision: 'hand_over', reason: 'no_source' },
  ] as const)('where people answer, one that answers nothing ($reason) is no suggestion', async (verdict) => {
    await chat.settings(`mode = 'suggest'`);
    await chat.takeTurn(morning, verdict);
    expect(await chat.ours()).toEqual([]);
    expect(await chat.state()).toMatchObject({ answered_sequence: '1' });
    expect(await findConversationDetail(chat.member.projectId, chat.conversationId)).toMatchObject({
      silentBecause: verdict.reason,
    });
  });

  test('is a suggestion where people answer', async () => {
    await chat.settings(`mode = 'suggest'`);
    await chat.takeTurn();
    expect(await chat.ours()).toMatchObject([{ author: 'ai', state: 'suggested' }]);
    expect(await chat.promises()).toEqual([]);
    expect(await chat.state()).toMatchObject({ answered_sequence: '1' });
    expect(await findSuggestion(chat.conversationId)).toMatchObject({ earlierQuestion: null });
    await chat.writes('And do you repair bicycles?');
    expect(await findSuggestion(chat.conversationId)).toMatchObject({
      earlierQuestion: 'Do you deliver to Lyon?',
    });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['the customer wrote more', () => chat.writes('And to Nice?')],
    ['a person answered', () => chat.answersAsPerson()],
    ['a person took over', () => chat.change(`handed_over_at = now()`)],
    ['a person is typing', () => chat.change(`ai_paused_until = now() + interval '1 minute'`)],
    ['the assistant was switched off', () => chat.change(`ai_mode = 'off'`)],
  ])('is not written once %s', async (_, happens) => {
    const { asked, ...read } = await chat.facts();
    const turn = decideTurn({ asked, ...read });
    const verdict = await chat.verdictOf(asked);
    await happens();
    const after = await settleTurn(chat.conversationId, { asked, turn, verdict }, morning);
    expect((await chat.ours()).filter(({ author }) => author === 'ai')).toEqual([]);
    expect(after).toMatchObject({ answered: 0, isDue: true });
  });

  test('waits for a message that is just being written, and is not written then', async () => {
    const { asked, ...read } = await chat.facts();
    const decided = { asked, turn: decideTurn({ asked, ...read }), verdict: await chat.verdictOf(asked) };
    const writer = await holdRows(url);
    await writer.hold(
      `with c as (update conversations set last_sequence = last_sequence + 1 where id = $1 returning *)
       insert into messages (conversation_id, project_id, sequence, direction, author, kind, content, sent_at)
       select id, project_id, last_sequence, 'inbound', 'customer', 'text', 'And to Nice?', now() from c`,
      [chat.conversationId],
    );
    const settling = settleTurn(chat.conversationId, decided, morning);
    await writer.untilWaiting(1);
    await writer.hold('commit');
    expect(await settling).toMatchObject({ asked: 2, answered: 0, isDue: true });
    expect(await chat.ours()).toEqual([]);
    await writer.release();
  });

  test('that a person’s typing kept back is written after all when they did not answer', async () => {
    await chat.takeTurn();
    await rows(
      `update messages set state = 'discarded' where conversation_id = $1 and author = 'ai' returning 1 as x`,
      [chat.conversationId],
    );
    await reopenTurn(chat.conversationId, 1);
    await chat.takeTurn();
    expect(await chat.ours()).toMatchObject([{ state: 'discarded' }, { state: 'queued' }]);
  });
});

test('at night the customer is told so once, and answered in the morning', async () => {
  const morning = JSON.stringify([{ from: '09:00', to: '18:00' }]);
  await chat.settings(
    `away_message = 'We are asleep.', opening_hours = '{"timezone":"Europe/Paris","monday":${morning},"tuesday":${morning},
     "wednesday":[],"thursday":[],"friday":[],"saturday":[],"sunday":[]}'`,
  );
  expect(await chat.takeTurn(atNight)).toMatchObject({
    decided: { turn: { kind: 'away' } },
    after: { isDue: false, closed: { isTold: true, opensInMs: 10 * 60 * 60_000 } },
  });
  const { turn_due_at: due, answered_sequence: answered } = (await chat.state()) ?? {};
  expect(answered).toBe('0');
  expect(Math.round(((due?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(10 * 60);
  await chat.writes('Please?');
  expect(await chat.takeTurn(atNight)).toMatchObject({
    decided: { turn: { kind: 'quiet', reason: 'closed' } },
  });
  expect(await chat.ours()).toMatchObject([{ author: 'system', content: 'We are asleep.' }]);

  await chat.promises();
  await saveSettings(chat.member.projectId, { tone: 'kind' });
  expect(await chat.promises()).toEqual(['conversation']);
  expect(await chat.takeTurn(new Date('2026-01-13T08:00:00Z'))).toMatchObject({
    decided: { turn: { kind: 'reply' } },
  });
});

describe('a shop whose hours have no opening', () => {
  const never = `opening_hours = '{"timezone":"Europe/Paris","monday":[],"tuesday":[],"wednesday":[],"thursday":[],
    "friday":[],"saturday":[],"sunday":[]}'`;

  test.each(['We are away.', ''])(
    'owes its customers an answer, and gives it when it opens (told: "%s")',
    async (away) => {
      await chat.settings(`away_message = '${away}', ${never}`);
      if (away) await chat.takeTurn();
      await chat.writes('Please?');
      expect(await chat.takeTurn()).toMatchObject({ decided: { turn: { kind: 'quiet', reason: 'closed' } } });
      expect(await chat.facts()).toMatchObject({ asked: away ? 3 : 2, answered: 0, isDue: false });
      await chat.promises();
      await saveSettings(chat.member.projectId, { opening_hours: null });
      expect(await chat.promises()).toEqual(['conversation']);
      expect(await chat.takeTurn()).toMatchObject({ decided: { turn: { kind: 'reply' } } });
    },
  );

  test('tells of each time in which it is closed, once', async () => {
    await chat.settings(`away_message = 'We are away.'`);
    const { projectId } = chat.member;
    const closed = OpeningHours.parse({ timezone: 'Europe/Paris' });
    const turnOf = async () => (await chat.takeTurn()).decided.turn.kind;
    await saveSettings(projectId, { opening_hours: closed });
    expect(await turnOf()).toBe('away');
    await saveSettings(projectId, { opening_hours: closed, tone: 'kind' });
    expect(await turnOf()).toBe('quiet');
    await saveSettings(projectId, { opening_hours: null });
    expect(await turnOf()).toBe('reply');
    await saveSettings(projectId, { opening_hours: closed });
    await chat.writes('And now?');
    expect(await turnOf()).toBe('away');
    await chat.writes('Hello?');
    expect(await turnOf()).toBe('quiet');
    expect((await chat.ours()).filter(({ author }) => author === 'system')).toHaveLength(2);
  });

  test('has people look after those whom it let wait for a day', async () => {
    await chat.settings(never);
    await chat.takeTurn();
    const due = (await chat.state())?.turn_due_at?.getTime() ?? 0;
    expect(Math.floor((due - Date.now()) / 3_600_000)).toBe(24);
    await chat.change(`last_inbound_at = now() - interval '24 hours 1 minute', turn_due_at = now()`);
    await chat.takeTurn();
    expect(await chat.state()).toMatchObject({ handover_reason: 'too_late' });
    expect(await chat.mails()).toHaveLength(1);
  });
});
