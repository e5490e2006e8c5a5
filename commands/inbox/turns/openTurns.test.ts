import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decideTurn } from '../../../contracts/turn.ts';
import { closeDatabase, connectDatabase, transaction } from '../../../db/connection.ts';
import { row, rows } from '../../../db/query.ts';
import { Chat, morning } from '../../../test/support/chat.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { outdateReplies } from '../../assistant/outdateReplies.ts';
import { saveSettings } from '../../assistant/saveSettings.ts';
import { setAssistant } from '../manageConversation.ts';
import { handOver } from './handOver.ts';
import { giveBack, oweTurn } from './oweTurn.ts';
import { settleTurn } from './settleTurn.ts';

let chat: Chat;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
});
afterAll(closeDatabase);
beforeEach(async () => {
  chat = await Chat.begin();
});

const projectOf = async () =>
  (
    await row<{ id: string }>(`select project_id as id from conversations where id = $1`, [
      chat.conversationId,
    ])
  )?.id ?? '';
const turnNow = async () => decideTurn(await chat.facts());

test('what was put aside unanswered is looked at once it is opened again', async () => {
  await chat.change(`state = 'closed'`);
  await chat.takeTurn();
  await chat.change(`state = 'open'`);
  await oweTurn(chat.conversationId);
  expect(await turnNow()).toEqual({ kind: 'reply' });
});

test('what was put off unanswered is due when its time comes', async () => {
  await chat.change(`state = 'snoozed', snoozed_until = now() + interval '1 hour'`);
  await chat.takeTurn();
  const due = await row<{ minutes: number }>(
    `select extract(epoch from turn_due_at - now())::float8 / 60 as minutes from conversations where id = $1`,
    [chat.conversationId],
  );
  expect(due?.minutes).toBeGreaterThan(58);
  await chat.change(`snoozed_until = now()`);
  expect(await turnNow()).toEqual({ kind: 'reply' });
});

test('given back, what was handed over for what passes is answered; what asked for a person is not', async () => {
  for (const [reason, kind] of [
    ['budget_spent', 'reply'],
    ['asks_for_person', 'quiet'],
  ] as const) {
    chat = await Chat.begin();
    await chat.change('answered_sequence = 1');
    await handOver(chat.conversationId, reason);
    await giveBack(chat.conversationId);
    expect({ reason, kind: (await turnNow()).kind }).toEqual({ reason, kind });
  }
});

test('an assistant that is switched on looks at those whom it kept quiet to', async () => {
  await chat.settings(`mode = 'off'`);
  await chat.takeTurn();
  await chat.promises();
  await saveSettings(await projectOf(), { mode: 'automatic' });
  expect(await chat.promises()).toEqual(['conversation']);
  expect(await turnNow()).toEqual({ kind: 'reply' });
});

describe('an assistant that answers by itself from now on', () => {
  beforeEach(async () => {
    await chat.settings(`mode = 'suggest'`);
    await chat.takeTurn();
    await chat.promises();
  });
  const states = async () => (await chat.ours()).map(({ state }) => state);

  test('answers those whom people were to answer, and did not', async () => {
    await saveSettings(await projectOf(), { mode: 'automatic' });
    expect(await chat.promises()).toEqual(['conversation']);
    expect(await states()).toEqual(['discarded']);
    await chat.takeTurn();
    expect(await states()).toEqual(['discarded', 'queued']);
  });

  test('answers all of them at once, for customers who write meanwhile wait for it', async () => {
    for (const other of [await chat.withAnother(), await chat.withAnother()]) await other.takeTurn();
    await chat.promises();
    await saveSettings(await projectOf(), { mode: 'automatic' });
    // PostgreSQL numbers the statements of a transaction that write, and keeps with each row which one wrote it.
    const written = await row<{ messages: number; calls: number; woken: number; statements: number }>(
      `select count(*) filter (where kind = 'message')::int as messages, count(*) filter (where kind = 'call')::int as calls,
         count(*) filter (where kind = 'woken')::int as woken, count(distinct (kind, statement))::int as statements
       from (select 'message' as kind, cmin::text as statement from messages where state = 'discarded' and conversation_id in
           (select id from conversations where project_id = $1)
         union all select 'call', cmin::text from assistant_calls where outdated_at is not null and project_id = $1
         union all select 'woken', cmin::text from outbox) of_all`,
      [await projectOf()],
    );
    expect(written).toEqual({ messages: 3, calls: 3, woken: 3, statements: 3 });
  });

  test('does so in the one conversation in which that is chosen', async () => {
    await setAssistant(await projectOf(), chat.conversationId, 'automatic');
    await chat.takeTurn();
    expect(await states()).toEqual(['discarded', 'queued']);
  });

  test('keeps quiet where it had found that nothing is to be said', async () => {
    await chat.writes('Thanks!');
    await chat.takeTurn(morning, { decision: 'quiet', reason: 'nothing_to_say' });
    await chat.promises();
    await saveSettings(await projectOf(), { mode: 'automatic' });
    expect(await chat.promises()).toEqual([]);
  });

  test('hands over whom nobody can answer freely any more', async () => {
    await chat.change(`last_inbound_at = now() - interval '2 days'`);
    await saveSettings(await projectOf(), { mode: 'automatic' });
    await chat.takeTurn();
    expect(await chat.state()).toMatchObject({ handover_reason: 'too_late' });
  });

  test('leaves alone whom a person answered', async () => {
    await chat.answersAsPerson();
    await chat.promises();
    await saveSettings(await projectOf(), { mode: 'automatic' });
    expect(await chat.promises()).toEqual([]);
  });
});

test('what was made of messages that have changed since is not sent: another answer is made', async () => {
  const facts = await chat.facts();
  const decided = { asked: facts.asked, turn: decideTurn(facts), verdict: await chat.verdictOf(facts.asked) };
  await transaction(() => outdateReplies(chat.conversationId));
  expect(await settleTurn(chat.conversationId, decided, morning)).toMatchObject({ answered: 0, isDue: true });
  expect(await chat.ours()).toEqual([]);
  const valid = await rows(
    `select 1 from assistant_calls where outdated_at is null and conversation_id = $1`,
    [chat.conversationId],
  );
  expect(valid).toEqual([]);
  await chat.takeTurn();
  expect(await chat.ours()).toHaveLength(1);
});
