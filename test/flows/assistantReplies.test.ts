import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDocument, anAiReply } from '../support/assistant.ts';
import { aMessage, anInbox } from '../support/conversations.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
});
afterAll(() => stack.close());

/** A shop whose assistant keeps quiet by itself. */
async function aShop() {
  const owner = await aPerson(stack.api, 'shop');
  const project: string = (await owner.client.get('/api/v1/projects')).body[0].id;
  await owner.client.put('/api/assistant/settings', { mode: 'off' });
  const conversation = await aMessage(await anInbox(stack.api, project), { text: 'When do you open?' });
  const message = await anAiReply(conversation);
  return { owner, project, path: `/api/conversations/${conversation}/replies/${message}`, message };
}

describe('the settings', () => {
  test('begin with drafts, and change one by one', async () => {
    const { client } = await aPerson(stack.api, 'shop');
    const usual = {
      ...{ mode: 'suggest', shop_profile: '', tone: '', opening_hours: null, away_message: '' },
      ...{ pause_minutes: 30, replies_in_a_row: 5, replies_an_hour: 20, tokens_a_day: 500_000 },
      version: expect.any(String),
    };
    expect((await client.get('/api/assistant/settings')).body).toEqual(usual);
    const monday = [{ from: '09:00', to: '18:00' }];
    const hours = { timezone: 'Europe/Paris', monday };
    const change = { mode: 'automatic', shop_profile: 'Vélos.\nÀ Lille.', opening_hours: hours };
    const changed = await client.put('/api/assistant/settings', change);
    expect(changed).toMatchObject({ status: 200, body: { ...usual, ...change } });
    await client.put('/api/assistant/settings', { tone: 'Warm.', opening_hours: null });
    expect((await client.get('/api/assistant/settings')).body).toEqual({
      ...{ ...usual, ...change, tone: 'Warm.', opening_hours: null },
    });
    for (const wrong of [{ mode: 'on' }, { tokens_a_day: -1 }, { tone: 'x'.repeat(501) }, { colour: 'red' }])
      expect((await client.put('/api/assistant/settings', wrong)).status).toBe(400);
  });
});

describe('the knowledge', () => {
  const path = '/api/assistant/knowledge';
  const document = {
    kind: 'document',
    title: 'Livraison',
    content: 'La livraison coûte 4,90 €.',
    locale: 'fr',
  };

  test('is told, changed, found and forgotten', async () => {
    const { client } = await aPerson(stack.api, 'shop');
    const made = await client.post(path, document);
    expect(made).toMatchObject({ status: 201, body: document });
    const question = { kind: 'question', title: 'Do you ship abroad?', content: 'Yes, to Belgium.' };
    const other = (await client.post(path, question)).body;
    expect(other.locale).toBeNull();
    const list = async (query = '') => (await client.get(`${path}${query}`)).body;
    expect(await list()).toMatchObject({ count: 2, results: [{ id: other.id }, { id: made.body.id }] });
    expect(await list('?kind=document')).toMatchObject({ count: 1, results: [{ id: made.body.id }] });
    const changed = await client.put(`${path}/${made.body.id}`, { title: 'Frais de livraison' });
    expect(changed.body).toMatchObject({ ...document, title: 'Frais de livraison' });
    expect((await client.get(`${path}/${made.body.id}`)).body).toEqual(changed.body);
    expect((await client.delete(`${path}/${other.id}`)).status).toBe(204);
    expect((await client.get(`${path}/${other.id}`)).status).toBe(404);
    expect((await list()).count).toBe(1);
  });

  test('is found by words of both languages, without accents', async () => {
    const { client } = await aPerson(stack.api, 'shop');
    await client.post(path, { kind: 'document', title: 'Échanges', content: 'Les échanges sont gratuits.' });
    await client.post(path, { kind: 'document', title: 'Shipping', content: 'We ship every order by bike.' });
    const found = async (question: string) => {
      const { body } = await client.get(`${path}/search?q=${encodeURIComponent(question)}`);
      return body.results.map(({ title }: { title: string }) => title);
    };
    expect(await found('echange')).toEqual(['Échanges']);
    expect(await found('Je voudrais échanger un article')).toEqual(['Échanges']);
    expect(await found('do you SHIP orders?')).toEqual(['Shipping']);
    expect(await found("'; drop table knowledge_documents; -- \\ & | ! <->")).toEqual([]);
    expect(await found('the of and')).toEqual([]);
    expect((await client.get(`${path}/search`)).status).toBe(400);
  });

  test('has its limits', async () => {
    const { client } = await aPerson(stack.api, 'shop');
    for (const wrong of [
      { ...document, content: 'x'.repeat(8_001) },
      { ...document, title: '' },
      { ...document, locale: 'de' },
      { ...document, kind: 'secret' },
    ])
      expect((await client.post(path, wrong)).status).toBe(400);
  });

  test('is another’s own', async () => {
    const [mine, other] = [await aPerson(stack.api, 'mine'), await aPerson(stack.api, 'other')];
    const made = (await mine.client.post(path, document)).body;
    expect((await other.client.get(`${path}/search?q=livraison`)).body.results).toEqual([]);
    expect((await other.client.put(`${path}/${made.id}`, { title: 'x' })).status).toBe(404);
  });
});

describe('a reply', () => {
  test('can be opened: what went in, its sources, its model, its cost', async () => {
    const { owner, path, message } = await aShop();
    expect((await owner.client.get(path)).body).toMatchObject({
      ...{
        message_id: message,
        decision: 'reply',
        reason: 'answered',
        text: 'We open at noon.',
        language: 'en',
      },
      ...{
        provider: 'openai',
        model: 'gpt-5-mini',
        input_tokens: 100,
        output_tokens: 10,
        cost_usd: 0.000045,
      },
      ...{
        instructions: 'Answer from the sources alone.',
        input: expect.stringContaining('When do you open?'),
      },
      sources: [{ title: 'Hours', quote: 'We open at noon.' }],
      ...{ given_sources: [{ title: 'Hours' }], tools: [], rating: null, replays: [] },
    });
  });

  test('is rated, and not any more', async () => {
    const { owner, path } = await aShop();
    const ratingOf = async () => (await owner.client.get(path)).body.rating;
    expect(await owner.client.post(`${path}/rating`, { rating: 'bad' })).toMatchObject({ status: 200 });
    expect(await ratingOf()).toBe('bad');
    await owner.client.post(`${path}/rating`, { rating: null });
    expect(await ratingOf()).toBeNull();
    expect((await owner.client.post(`${path}/rating`, { rating: 'fine' })).status).toBe(400);
  });

  test('is made again by another model and other instructions, and nothing is sent', async () => {
    const { owner, path } = await aShop();
    const thread = async () => (await owner.client.get(`${path.split('/replies')[0]}/messages`)).body;
    const before = await thread();
    const instructions = 'Answer as a pirate would.';
    const made = await owner.client.post(`${path}/replay`, { instructions, provider: 'gemini' });
    expect(made).toMatchObject({
      status: 200,
      body: {
        ...{ decision: 'reply', text: 'We open at noon.', provider: 'gemini', instructions },
        sources: [{ title: 'Hours' }],
      },
    });
    expect((await owner.client.get(path)).body).toMatchObject({
      ...{ provider: 'openai', instructions: 'Answer from the sources alone.' },
      replays: [{ id: made.body.id, instructions }],
    });
    expect(await thread()).toEqual(before);
  });

  test('is made again by a model that is named', async () => {
    const { owner, path } = await aShop();
    const replay = (body: object) => owner.client.post(`${path}/replay`, body);
    for (const [model, provider] of [
      ['gpt-5', 'openai'],
      ['gemini-2.5-pro', 'gemini'],
    ])
      expect(await replay({ model })).toMatchObject({
        ...{ status: 200, body: { model, provider, decision: 'reply', text: 'We open at noon.' } },
      });
    for (const wrong of [{ model: 'gpt-5', provider: 'gemini' }, { model: 'a-model-without-a-price' }])
      expect(await replay(wrong)).toMatchObject({
        ...{ status: 400, body: { details: { model: [expect.any(String)] } } },
      });
  });

  test('is not made again when the tokens of the day are used up', async () => {
    const { owner, path } = await aShop();
    await owner.client.put('/api/assistant/settings', { tokens_a_day: 110 });
    expect(await owner.client.post(`${path}/replay`, {})).toMatchObject({
      ...{ status: 409, body: { code: 'tokens_used_up' } },
    });
  });

  test('is none where a person wrote', async () => {
    const { owner, path } = await aShop();
    const conversation = path.split('/replies')[0] ?? '';
    const inbound = (await owner.client.get(`${conversation}/messages`)).body.messages[0].id;
    expect((await owner.client.get(`${conversation}/replies/${inbound}`)).status).toBe(404);
  });
});

test('what it used is told by day', async () => {
  const { owner, project, path } = await aShop();
  await aDocument(project, 'Livraison', 'Gratuite.');
  await owner.client.post(`${path}/rating`, { rating: 'good' });
  const usage = async (person: TestPerson, query = '') =>
    (await person.client.get(`/api/assistant/usage${query}`)).body;
  expect(await usage(owner)).toEqual({
    today: {
      ...{ tokens_used: 110, tokens_a_day: 500_000, tokens_left: 499_890 },
      resets_at: expect.stringMatching(/T00:00:00.000Z$/),
    },
    days: [
      {
        ...{ date: expect.any(String), replies: 1, hand_overs: 0, replays: 0, captions: 0 },
        ...{ input_tokens: 100, output_tokens: 10, cost_usd: 0.000045, rated_good: 1, rated_bad: 0 },
      },
    ],
  });
  expect(await usage(await aPerson(stack.api, 'new'), '?days=7')).toMatchObject({
    ...{ days: [], today: { tokens_used: 0 } },
  });
});
