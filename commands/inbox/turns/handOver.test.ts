import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findCallOfMessage } from '../../../db/assistantCalls.ts';
import { closeDatabase, connectDatabase } from '../../../db/connection.ts';
import { readHandover } from '../../../db/handovers.ts';
import { rows } from '../../../db/query.ts';
import { Chat, morning } from '../../../test/support/chat.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { orderReplay } from '../../assistant/orderReplay.ts';
import { rateReply } from '../../assistant/rateReply.ts';
import { handOver } from './handOver.ts';
import { giveBack } from './oweTurn.ts';

let chat: Chat;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
});
afterAll(closeDatabase);
beforeEach(async () => {
  chat = await Chat.begin();
});

describe('a hand-over', () => {
  test('is told the customer once in their language, and the team by mail', async () => {
    await chat.writes('Je veux parler à quelqu’un');
    const { after } = await chat.takeTurn();
    expect(after).toMatchObject({ isHandedOver: true, isDue: false });
    expect(await chat.ours()).toMatchObject([
      { author: 'system', content: expect.stringContaining('personne de notre équipe') },
    ]);
    expect(await chat.mails()).toMatchObject([{ recipient: chat.member.user.email, status: 'queued' }]);
    expect(await chat.state()).toMatchObject({ handover_reason: 'asks_for_person' });

    await chat.writes('Vous êtes là ?');
    expect(await chat.takeTurn()).toMatchObject({ decided: { turn: { reason: 'handed_over' } } });
    expect(await chat.ours()).toHaveLength(1);
    expect(await chat.mails()).toHaveLength(1);
  });

  test.each(['low_confidence', 'not_known'])(
    'by the assistant’s verdict has its reason: %s',
    async (reason) => {
      await chat.takeTurn(morning, { decision: 'hand_over', reason });
      expect(await chat.state()).toMatchObject({ handover_reason: reason, answered_sequence: '1' });
      expect(await chat.mails()).toHaveLength(1);
      expect(await chat.ours()).toMatchObject([
        { author: 'system', content: expect.stringContaining('person of our team') },
      ]);
    },
  );

  test('by the assistant’s verdict is opened, and rated, by what the customer is told', async () => {
    const { decided } = await chat.takeTurn(morning, { decision: 'hand_over', reason: 'no_source' });
    const notice = (await chat.ours())[0]?.id ?? '';
    const { projectId, user } = chat.member;
    const call = await findCallOfMessage(projectId, chat.conversationId, notice);
    expect(call).toMatchObject({
      ...{ id: decided.verdict?.callId, decision: 'hand_over', reason: 'no_source' },
      answer: { text: 'We deliver everywhere.' },
    });
    const place = { projectId, conversationId: chat.conversationId, messageId: notice };
    await rateReply(place, { rating: 'good', userId: user.id });
    expect(await findCallOfMessage(projectId, chat.conversationId, notice)).toMatchObject({ rating: 'good' });
  });

  test('for which no model was asked is opened too, and not made again', async () => {
    await chat.takeTurn(morning, { decision: 'hand_over', reason: 'budget_spent' });
    const notice = (await chat.ours())[0]?.id ?? '';
    const call = await findCallOfMessage(chat.member.projectId, chat.conversationId, notice);
    if (!call) throw new Error('it is not opened');
    await expect(
      orderReplay(call, { instructions: undefined, provider: null, model: null }),
    ).rejects.toMatchObject({
      code: 'nothing_to_replay',
    });
  });

  test('is told in the shop’s language where the customer’s words tell none', async () => {
    chat = await Chat.begin({ text: 'Hmm' });
    await chat.settings(`shop_profile = 'Une boutique de vélos, à Lille, pour les enfants.'`);
    await chat.takeTurn(morning, { decision: 'hand_over', reason: 'low_confidence' });
    expect(await chat.ours()).toMatchObject([
      { content: expect.stringContaining('personne de notre équipe') },
    ]);
  });

  test('for want of tokens is one mail an hour for the project, however many conversations', async () => {
    const verdict = { decision: 'hand_over', reason: 'budget_spent' } as const;
    await chat.takeTurn(morning, verdict);
    expect(await chat.mails()).toHaveLength(1);
    const another = await chat.withAnother();
    await another.takeTurn(morning, verdict);
    expect(await another.mails()).toEqual([]);
    expect(await another.ours()).toHaveLength(1);
  });

  test('for replies that a broken account does not send is one mail an hour, and the next one counts them', async () => {
    await handOver(chat.conversationId, 'reply_failed');
    expect(await chat.mails()).toHaveLength(1);
    const others = [await chat.withAnother(), await chat.withAnother(), await chat.withAnother()];
    await Promise.all(others.map(({ conversationId }) => handOver(conversationId, 'reply_failed')));
    for (const other of others) expect(await other.mails()).toEqual([]);
    expect(await readHandover(chat.conversationId)).toMatchObject({ waiting: 4 });
    // Conversations that were handed over meanwhile do not put off the next mail.
    await rows(`update mails set created_at = created_at - interval '61 minutes' returning 1 as kept`);
    const later = await chat.withAnother();
    await handOver(later.conversationId, 'reply_failed');
    expect(await later.mails()).toHaveLength(1);
  });

  test('goes to whoever has the conversation', async () => {
    await chat.change(`assigned_to = '${chat.member.user.id}'`);
    await chat.takeTurn(morning, { decision: 'hand_over', reason: 'assistant_decided' });
    expect(await chat.mails()).toHaveLength(1);
  });

  test('given back, what no person answered is answered, and nothing counts from before', async () => {
    await chat.writes('I want to speak to a human');
    await chat.takeTurn();
    await chat.writes('How much is it?');
    await chat.takeTurn();
    await chat.promises();
    await giveBack(chat.conversationId);
    expect(await chat.promises()).toEqual(['conversation']);
    expect(await chat.takeTurn()).toMatchObject({ decided: { asked: 4, turn: { kind: 'reply' } } });
    expect((await chat.ours()).map(({ author }) => author)).toEqual(['system', 'ai']);
  });

  test('given back after a person has answered, nothing is said', async () => {
    await chat.writes('I want to speak to a human');
    await chat.takeTurn();
    await chat.writes('How much is it?');
    await chat.answersAsPerson();
    await giveBack(chat.conversationId);
    expect(await chat.takeTurn()).toMatchObject({ decided: { turn: { reason: 'answered_by_person' } } });
  });
});

describe('no loop: it is handed over', () => {
  test('after so many replies in which no person took part', async () => {
    await chat.settings(`replies_in_a_row = 2`);
    for (const text of ['one', 'two', 'three']) {
      await chat.takeTurn();
      await chat.writes(text);
    }
    expect(await chat.facts()).toMatchObject({ isHandedOver: true });
    expect(await chat.state()).toMatchObject({ handover_reason: 'too_many_replies' });
  });

  test('after so many replies to a contact within an hour, whatever people wrote between', async () => {
    await chat.settings(`replies_an_hour = 2`);
    for (const text of ['one', 'two']) {
      await chat.takeTurn();
      await chat.answersAsPerson();
      await chat.writes(text);
    }
    await chat.takeTurn();
    expect(await chat.state()).toMatchObject({ handover_reason: 'too_many_replies' });
  });

  test('when the customer is a machine: it is told nothing', async () => {
    for (let count = 0; count < 3; count += 1) {
      await chat.takeTurn();
      await chat.writes('Press 1 for yes');
    }
    await chat.takeTurn();
    expect(await chat.state()).toMatchObject({ handover_reason: 'automatic_sender' });
    expect((await chat.ours()).filter(({ author }) => author === 'system')).toEqual([]);
  });

  test('after two replies that had not understood', async () => {
    await chat.takeTurn(morning, { reason: 'not_understood' });
    await chat.writes('No, the other thing');
    await chat.takeTurn(morning, { reason: 'not_understood' });
    expect(await chat.state()).toMatchObject({ handover_reason: 'not_understood' });
    expect((await chat.ours()).map(({ author }) => author)).toEqual(['ai', 'system']);
  });
});

test('what came a day ago is a person’s, who is told; the customer cannot be', async () => {
  await chat.change(`last_inbound_at = now() - interval '25 hours'`);
  await chat.takeTurn();
  expect(await chat.state()).toMatchObject({ handover_reason: 'too_late' });
  expect(await chat.ours()).toEqual([]);
  expect(await chat.mails()).toHaveLength(1);
});
