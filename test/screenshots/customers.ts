import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import type { TestInbox } from '../support/inboxes.ts';
import type { Publisher } from '../support/publishing.ts';
import { answer } from './answer.ts';

const knowledge = [
  [
    'question',
    'Do you deliver abroad?',
    'Yes: we deliver in Europe, for 9.90 € to Belgium and Germany.',
    'en',
  ],
  ['question', 'Quels sont vos horaires ?', 'Nous sommes ouverts du mardi au samedi, de 10 h à 18 h.', 'fr'],
  ['document', 'Livraison', 'La livraison coûte 4,90 € en France. Elle est offerte dès 60 €.', 'fr'],
  ['document', 'Care', 'All our plates and cups go into the dishwasher. None goes into the oven.', 'en'],
];
const savedReplies = [
  ['Thank you', 'Thank you for your message! We answer within the day.'],
  ['Adresse', 'Notre atelier est au 12, rue des Tables-Claudiennes, à Lyon.'],
];

/** Tells the assistant what it may say, and lets customers write; the conversation that is looked at. */
export async function letCustomersWrite(
  { client, userId }: Publisher,
  [instagram, whatsapp]: readonly [TestInbox, TestInbox],
): Promise<string> {
  await answer(
    client.put('/api/assistant/settings', {
      mode: 'automatic',
      shop_profile:
        'Atelier Lune makes plates, bowls and cups by hand in Lyon. The shop is beside the studio.',
      tone: 'Warm and short. We sign as Claire.',
    }),
  );
  for (const [kind, title, content, locale] of knowledge)
    await answer(client.post('/api/assistant/knowledge', { kind, title, content, locale }));
  for (const [title, content] of savedReplies)
    await answer(client.post('/api/saved-replies', { title, content }));
  await answer(
    client.post('/api/web-widgets', {
      ...{
        name: 'Atelier Lune',
        primary_color: '#14695F',
        allowed_origins: ['https://atelier-lune.example'],
      },
      welcome_message: 'Bonjour ! Une question sur nos pièces ?',
    }),
  );

  const camille = await whatsapp.conversationOf('+33612345678', 'Bonjour ! Combien coûte la livraison ?', {
    name: 'Camille Roux',
  });
  await answered(camille, 1);
  await putBack(camille, 1);
  await whatsapp.inbound({
    from: '+33612345678',
    text: 'Et quels sont vos horaires ?',
    name: 'Camille Roux',
  });
  await answered(camille, 2);
  await answer(client.put(`/api/conversations/${camille}/tags`, { tags: ['livraison'] }));
  await answer(
    client.post(`/api/conversations/${camille}/notes`, { content: 'Came to the market in October.' }),
  );

  const tom = await instagram.conversationOf('7012345678901', 'Do you deliver abroad? I live in Ghent.', {
    ...{ name: 'Tom Verhoeven', username: 'tom.verhoeven' },
  });
  await answered(tom, 1);
  const ines = await instagram.conversationOf(
    '7012345678902',
    'One of my cups arrived broken. I want to speak to a person, please.',
    { name: 'Inês Duarte', username: 'ines.duarte' },
  );
  await eventually(async () => {
    const found = await row(`select 1 as x from conversations where id = $1 and handed_over_at is not null`, [
      ines,
    ]);
    if (!found) throw new Error('not handed over yet');
  }, 60_000);
  const paul = await whatsapp.conversationOf('+33698765432', 'Can the bowls go into the dishwasher?', {
    name: 'Paul Lambert',
  });
  await answered(paul, 1);
  const nour = await whatsapp.conversationOf('+33655443322', 'Merci, tout est bien arrivé !', {
    name: 'Nour Haddad',
  });
  await answer(client.post(`/api/conversations/${nour}/messages`, { content: 'Avec plaisir, à bientôt !' }));
  await answer(client.post(`/api/conversations/${nour}/assign`, { user_id: userId }));

  for (const [id, minutes] of [
    [camille, 4],
    [tom, 26],
    [ines, 48],
    [paul, 130],
    [nour, 320],
  ] as const)
    await putBack(id, minutes);
  return camille;
}

/** Until the assistant's answers have been read by the customer. */
const answered = (conversationId: string, times: number) =>
  eventually(async () => {
    const sent = await rows(
      `select id from messages where conversation_id = $1 and author = 'ai' and state in ('sent', 'delivered', 'read')`,
      [conversationId],
    );
    if (sent.length < times) throw new Error('not answered yet');
  }, 60_000);

/** A conversation of now was so many minutes ago. */
const putBack = (conversationId: string, minutes: number) =>
  rows(
    `with gap as (select make_interval(mins => $2) as by),
     written as (update messages set sent_at = sent_at - by, created_at = created_at - by from gap
       where conversation_id = $1 returning 1 as x)
     update conversations set last_message_at = last_message_at - by, last_inbound_at = last_inbound_at - by,
       created_at = created_at - by, handed_over_at = handed_over_at - by from gap where id = $1 returning 1 as x`,
    [conversationId, minutes],
  );
