import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import {
  allRead,
  aNumber,
  anId,
  conversationOf,
  eventOf,
  messagesOf,
  textsOf,
  startToldProject,
  type ToldProject,
} from '../support/toldProject.ts';
import { instagramBody, instagramEvent, whatsappBody, whatsappMessage } from '../support/webhooks.ts';

let inbox: ToldProject;
beforeAll(async () => {
  inbox = await startToldProject({ INSTAGRAM_CLIENT_SECRET_PREVIOUS: 'the-one-before, an-older-one' });
});
afterAll(() => inbox.stack.close());

describe('the address of a webhook', () => {
  const challenge = (parameters: Record<string, string>) =>
    inbox.stack.api.stranger().get(`/api/instagram/webhook?${new URLSearchParams(parameters).toString()}`);
  const right = {
    'hub.mode': 'subscribe',
    'hub.verify_token': 'sandbox-instagram-verify-token',
    'hub.challenge': '<b>1158201444',
  };

  test('answers the challenge as it came to whoever has the verify token', async () => {
    const answer = await challenge(right);
    expect(answer).toMatchObject({ status: 200, body: '<b>1158201444' });
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test.each<Record<string, string>>([
    { ...right, 'hub.verify_token': 'guessed' },
    { ...right, 'hub.mode': 'unsubscribe' },
    { 'hub.mode': 'subscribe', 'hub.challenge': '1' },
    {},
  ])('is forbidden to others: %j', async (parameters) => {
    expect(await challenge(parameters)).toMatchObject({ status: 403, body: { code: 'wrong_verify_token' } });
  });
});

describe('a signature', () => {
  test('that is missing, wrong or by SHA-1 is 401, and nothing is stored', async () => {
    const body = whatsappBody(inbox.whatsapp, whatsappMessage(aNumber(), anId(), 0, 'not signed'));
    const stored = () => rows(`select 1 from inbox_events where payload like '%not signed%'`);
    expect((await inbox.send('whatsapp', body, { secret: 'guessed' })).status).toBe(401);
    expect((await inbox.send('whatsapp', body, { header: 'x-hub-signature' })).status).toBe(401);
    expect((await inbox.send('whatsapp', body, { secret: 'sandbox-instagram-secret' })).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  test('may be by a former secret, while the app changes its own', async () => {
    const body = instagramBody(inbox.instagram);
    expect((await inbox.send('instagram', body, { secret: 'an-older-one' })).status).toBe(200);
    expect((await inbox.send('instagram', body, { secret: 'the-one-after' })).status).toBe(401);
  });
});

test('what cannot be stored is 503, and taken when it comes again', async () => {
  const ray = aNumber();
  const body = whatsappBody(inbox.whatsapp, whatsappMessage(ray, anId(), 0, 'hold on'));
  // Else the table may go from under the reader, which tries again what it had taken once its lease has run out.
  await allRead();
  await rows(`alter table inbox_events rename to away`);
  const refused = await inbox.send('whatsapp', body);
  await rows(`alter table away rename to inbox_events`);
  expect(refused).toMatchObject({ status: 503, body: expect.stringContaining('events_not_stored') });
  expect((await inbox.send('whatsapp', body)).status).toBe(200);
  await eventually(async () => expect(await textsOf(ray)).toEqual(['hold on']));
});

test('a message stands in the conversation of its customer, escaped letters and all', async () => {
  const lea = aNumber();
  await inbox.told('whatsapp', whatsappMessage(lea, anId(), 0, 'Ça va ? 😀 https://a/b\u0000'));
  await eventually(async () => expect(await textsOf(lea)).toEqual(['Ça va ? 😀 https://a/b']));
  expect(await conversationOf(lea)).toMatchObject({
    unread_count: 1,
    last_message_snippet: 'Ça va ? 😀 https://a/b',
    last_message_at: new Date('2026-01-01T00:00:00Z'),
    last_inbound_at: new Date('2026-01-01T00:00:00Z'),
    name: `Customer ${lea}`,
    phone_number: `+${lea}`,
  });
});

test('ten equal updates at once make one message, and a thousand in one body a thousand', async () => {
  const max = aNumber();
  const body = whatsappBody(inbox.whatsapp, whatsappMessage(max, anId(), 0, 'once'));
  const answers = await Promise.all(Array.from({ length: 10 }, () => inbox.send('whatsapp', body)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  await allRead();
  expect(await textsOf(max)).toEqual(['once']);
  expect(await conversationOf(max)).toMatchObject({ unread_count: 1 });

  const people = Array.from({ length: 20 }, aNumber);
  const batch = Array.from({ length: 1000 }, (_, index) =>
    whatsappMessage(people[index % 20] ?? '', anId(), index, `number ${index}`),
  );
  expect(await inbox.send('whatsapp', whatsappBody(inbox.whatsapp, ...batch))).toEqual({
    status: 200,
    body: '{"received":1000}',
  });
  await eventually(async () => expect(await textsOf(people[19] ?? '')).toHaveLength(50), 60_000);
  await allRead();
  for (const person of people) {
    const texts = await textsOf(person);
    expect(texts).toHaveLength(50);
    expect(texts).toEqual(texts.toSorted((one, other) => Number(one.slice(7)) - Number(other.slice(7))));
    expect(await conversationOf(person)).toMatchObject({ unread_count: 50 });
  }
}, 120_000);

test('whoever writes first twice at once is one contact in one conversation', async () => {
  const people = Array.from({ length: 5 }, aNumber);
  await Promise.all(
    people.flatMap((person) =>
      Array.from({ length: 5 }, (_, index) =>
        inbox.told('whatsapp', whatsappMessage(person, anId(), index, `${index}`)),
      ),
    ),
  );
  await allRead();
  for (const person of people) {
    expect(await textsOf(person)).toEqual(['0', '1', '2', '3', '4']);
    expect(await rows(`select 1 from contacts where phone_number = $1`, [`+${person}`])).toHaveLength(1);
  }
});

test('a late message takes its place, and does not become the latest', async () => {
  const ben = aNumber();
  await inbox.told('whatsapp', whatsappMessage(ben, anId(), 20, 'second'));
  await allRead();
  await inbox.told('whatsapp', whatsappMessage(ben, anId(), 10, 'first'));
  await allRead();
  expect(await textsOf(ben)).toEqual(['first', 'second']);
  expect(await conversationOf(ben)).toMatchObject({ last_message_snippet: 'second', unread_count: 2 });
});

test('an edit, a reaction and taking back wait for the message that they are about', async () => {
  const zoe = randomUUID();
  const event = (second: number, content: object) => instagramEvent(zoe, inbox.instagram, second, content);
  const edited = event(20, { message_edit: { mid: `${zoe}-1`, text: 'better', num_edit: 1 } });
  const reacted = event(30, { reaction: { mid: `${zoe}-1`, action: 'react', emoji: '❤' } });
  const unsent = event(40, { message: { mid: `${zoe}-2`, is_deleted: true } });
  await inbox.told('instagram', edited, reacted, unsent);
  await allRead();
  expect(await eventOf(`instagram/${inbox.instagram}/edit/${zoe}-1/1`)).toMatchObject({ state: 'ignored' });

  await inbox.told('instagram', event(0, { message: { mid: `${zoe}-1`, text: 'good' } }));
  await inbox.told('instagram', event(10, { message: { mid: `${zoe}-2`, text: 'secret' } }));
  await eventually(async () =>
    expect(await messagesOf(zoe)).toMatchObject([
      { content: 'better', data: { versions: ['good'], reaction: { emoji: '❤' } } },
      { content: '', data: {}, unsent_at: new Date('2026-01-01T00:00:40Z') },
    ]),
  );
  expect(await conversationOf(zoe)).toMatchObject({ last_message_snippet: '' });
  expect(await rows(`select 1 from messages where content like '%secret%'`)).toEqual([]);
});

test('a customer who hides the phone number later, or changes it, stays the same', async () => {
  const [before, after, user] = [aNumber(), aNumber(), `FR.${randomUUID()}`];
  const hello = whatsappMessage(before, anId(), 0, 'hello');
  const hidden = whatsappMessage('', anId(), 10, 'hidden');
  await inbox.told('whatsapp', {
    ...hello,
    contacts: [{ wa_id: before, user_id: user, profile: { name: 'Léa' } }],
  });
  await inbox.told('whatsapp', {
    messages: hidden.messages.map(({ from: _hidden, ...message }) => ({ ...message, from_user_id: user })),
    contacts: [{ user_id: user, profile: { name: 'Léa', username: 'lea' } }],
  });
  const changed = { type: 'system', system: { body: 'changed', wa_id: after, type: 'user_changed_number' } };
  await inbox.told('whatsapp', whatsappMessage(before, anId(), 20, changed));
  await inbox.told('whatsapp', whatsappMessage(after, anId(), 30, 'from the new one'));
  await allRead();
  expect(await textsOf(after)).toEqual(['hello', 'hidden', 'changed', 'from the new one']);
});
