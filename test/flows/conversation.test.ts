import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAssistedShop, type AssistedShop } from '../support/assistedShop.ts';
import { eventually } from '../support/eventually.ts';

let shop: AssistedShop;
beforeAll(async () => {
  shop = await startAssistedShop();
});
afterAll(() => shop.stack.close());

test('WhatsApp: the AI answers with its source, a person takes over, and gives it back', async () => {
  const lea = shop.aCustomer('whatsapp');
  await lea.write('Livrez-vous à Lyon ?');
  const { id } = await lea.says('ai', /livrons à Lyon en deux jours/, 'delivered');
  expect((await shop.ada.client.get(`${await lea.path()}/replies/${id}`)).body).toMatchObject({
    decision: 'reply',
    sources: [{ title: 'Livrez-vous à Lyon ?' }],
  });

  await lea.write('Je veux parler à un humain');
  await lea.says(
    'system',
    'Je transmets votre message à une personne de notre équipe, qui vous répondra ici.',
    'delivered',
  );
  expect((await shop.ada.client.get(await lea.path())).body.ai).toMatchObject({
    handed_over_at: expect.any(String),
    handover_reason: 'asks_for_person',
  });
  await eventually(async () =>
    expect((await shop.stack.sandbox.mails(shop.ada.email)).map(({ subject }) => subject)).toContain(
      'Léa attend une réponse sur WhatsApp',
    ),
  );

  await lea.write('Livrez-vous à Lyon le lundi ?');
  await lea.isHeard('Livrez-vous à Lyon le lundi ?');
  await shop.ada.client.post(`${await lea.path()}/messages`, { content: 'Oui, le lundi aussi. Ada' });
  await lea.says('agent', 'Oui, le lundi aussi. Ada', 'delivered');

  expect((await shop.ada.client.patch(await lea.path(), { ai: 'on' })).status).toBe(200);
  await lea.isHeard('Oui, le lundi aussi. Ada');
  await lea.write('What are your opening hours?');
  await lea.says('ai', /open from nine to six/, 'delivered');
  expect(await lea.sent()).toEqual([
    expect.stringContaining('livrons à Lyon en deux jours'),
    expect.stringContaining('Je transmets'),
    'Oui, le lundi aussi. Ada',
    expect.stringContaining('open from nine to six'),
  ]);
}, 120_000);

test('who says "ok" to an answer needs none: the AI keeps quiet, and answers what they ask next', async () => {
  const noe = shop.aCustomer('whatsapp');
  await noe.write('Livrez-vous à Lyon ?');
  await noe.says('ai', /livrons à Lyon en deux jours/, 'delivered');
  for (const thanks of ['ok', '👍']) {
    await noe.write(thanks);
    await noe.isHeard(thanks);
  }
  expect(await noe.conversation()).toMatchObject({ handover_reason: null });
  await noe.write('What are your opening hours?');
  await noe.says('ai', /open from nine to six/, 'delivered');
  expect(await noe.sent()).toHaveLength(2);
});

test('Instagram: who writes in pieces is answered once, and the echo of the answer is no person’s', async () => {
  const max = shop.aCustomer('instagram');
  await max.write('Hello');
  await max.write('What are your opening hours?');
  await max.says('ai', /open from nine to six/);
  await max.isHeard('Hello');
  await eventually(async () => expect((await max.thread()).at(-1)).toMatchObject({ state: 'read' }));
  expect(await max.sent()).toHaveLength(1);
  expect((await max.thread()).map(({ author }) => author)).toEqual(['customer', 'customer', 'ai']);
  expect((await shop.ada.client.get(await max.path())).body.ai).toMatchObject({ paused_until: null });
}, 120_000);

test('where people answer, the AI suggests, and a person sends it', async () => {
  const eve = shop.aCustomer('whatsapp');
  await eve.write('Hello');
  await eve.says('ai', /./, 'delivered');
  await shop.ada.client.patch(await eve.path(), { ai: 'suggest' });
  await eve.write('What are your opening hours?');
  const suggestion = await eventually(async () => {
    const { body } = await shop.ada.client.get(await eve.path());
    expect(body.ai.suggestion).toMatchObject({ content: expect.stringMatching(/open from nine to six/) });
    return body.ai.suggestion as { id: string; content: string };
  }, 60_000);
  await eve.isHeard('What are your opening hours?');
  expect(await eve.sent()).toHaveLength(1);
  const answer = { content: `${suggestion.content} Ada`, suggestion_id: suggestion.id };
  expect((await shop.ada.client.post(`${await eve.path()}/messages`, answer)).status).toBe(201);
  await eve.says('agent', answer.content, 'delivered');
  expect((await shop.ada.client.get(await eve.path())).body.ai.suggestion).toBeNull();
}, 120_000);

test('a person who answers on another device leads: the AI keeps quiet', async () => {
  const zoe = shop.aCustomer('instagram');
  await zoe.write('Hello');
  await zoe.says('ai', /./);
  await shop.stack.sandbox.control('inbound', {
    ...{ platform: 'instagram', account: shop.accounts.instagram, from: zoe.from },
    ...{ type: 'echo', text: 'Ada here, how can I help?' },
  });
  await zoe.says('agent', 'Ada here, how can I help?');
  await zoe.write('What are your opening hours?');
  await eventually(async () => {
    const { turn_due_at: due } = await zoe.conversation();
    expect(due?.getTime()).toBeGreaterThan(Date.now() + 25 * 60_000);
  });
  await zoe.says('customer', 'What are your opening hours?');
}, 120_000);
