import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findContact } from '../../commands/inbox/findContact.ts';
import { row, rows } from '../../db/query.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { aConnection } from '../support/connections.ts';
import { createTestDatabase } from '../support/database.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

const botKey = 'the-key-of-the-whatsapp-service';
let api: TestApi;
let ada: TestPerson;
let project: string;
/** The shop's own WhatsApp service, with the key of the environment. */
let bot: ApiClient;

beforeAll(async () => {
  const DATABASE_URL = await createTestDatabase();
  const first = await startTestApi({ DATABASE_URL, RATE_LIMITS: 'false' });
  ada = await aPerson(first, 'ada');
  project = (await ada.client.get('/api/v1/projects')).body[0].id;
  await first.close();
  // The project that the key opens is known once it is there.
  const overrides = { WHATSAPP_API_KEY: botKey, WHATSAPP_PROJECT_ID: project };
  api = await startTestApi({ DATABASE_URL, RATE_LIMITS: 'false', ...overrides });
  ada.client = api.stranger().with({ authorization: ada.client.headers.authorization ?? '' });
  bot = api.stranger().with({ 'x-api-key': botKey });
});
afterAll(() => api.close());

let numbers = 0;
const aNumber = () => `336${String(12_345_000 + (numbers += 1))}`;
const say = (client: ApiClient, from: string, body: string, headers = {}) =>
  client.post('/api/webhook/whatsapp', { from: `${from}@s.whatsapp.net`, body, type: 'text' }, { headers });
const read = async (id: string) => (await ada.client.get(`/api/clients/${id}`)).body;
const eventsOf = (from: string) =>
  rows<{ payload: string; state: string; project_id: string }>(
    `select payload, state, project_id from inbox_events where channel = 'client_bot' and payload like '%' || $1 || '%'`,
    [from],
  );

describe('a message that the WhatsApp service passes on', () => {
  test('makes the client of its number, and is kept', async () => {
    const from = aNumber();
    const { status, body } = await say(bot, from, 'Bonjour');
    expect([status, body]).toEqual([200, { success: true, clientId: expect.any(String) }]);
    expect(await read(body.clientId)).toMatchObject({
      phoneNumber: `+${from}`,
      status: 'pending',
      lastContact: expect.any(String),
      orders: [],
    });
    expect(await eventsOf(from)).toEqual([
      {
        payload: JSON.stringify({ from: `${from}@s.whatsapp.net`, body: 'Bonjour', type: 'text' }),
        state: 'processed',
        project_id: project,
      },
    ]);
  });

  test('confirms the client where it does, and takes nothing back', async () => {
    const from = aNumber();
    const { body: first } = await say(bot, from, 'oui mais non');
    expect((await read(first.clientId)).status).toBe('pending');
    const { body: second } = await say(bot, from, 'Oui !');
    expect(second.clientId).toBe(first.clientId);
    expect((await read(first.clientId)).status).toBe('confirmed');
    await say(bot, from, 'merci');
    expect((await read(first.clientId)).status).toBe('confirmed');
  });

  test('ten first ones at once make one client', async () => {
    const from = aNumber();
    const answers = await Promise.all(Array.from({ length: 10 }, () => say(bot, from, 'Bonjour')));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(({ body }) => body.clientId)).size).toBe(1);
    expect(await eventsOf(from)).toHaveLength(10);
  });

  test('is known as a repeat by its Idempotency-Key, and by nothing else', async () => {
    const from = aNumber();
    const key = { 'idempotency-key': randomUUID() };
    const [one, other] = [await say(bot, from, 'Bonjour', key), await say(bot, from, 'Bonjour', key)];
    expect(other.body).toEqual(one.body);
    expect(other.headers.get('idempotency-replayed')).toBe('true');
    expect(await eventsOf(from)).toHaveLength(1);
    await say(bot, from, 'Bonjour');
    expect(await eventsOf(from)).toHaveLength(2);
  });

  test('without text, and with what the service adds, is taken too', async () => {
    const from = aNumber();
    const image = { from, type: 'image', body: null, pushName: 'Léa', key: { id: 'ABC' } };
    expect((await bot.post('/api/webhook/whatsapp', image)).status).toBe(200);
    expect((await eventsOf(from))[0]?.payload).toContain('"pushName":"Léa"');
  });

  test('of no phone number is refused, and leaves nothing', async () => {
    const answer = await say(bot, '0612', 'oui');
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.details.from).toHaveLength(1);
    expect(await eventsOf('0612@')).toEqual([]);
  });

  test('is of the contact who writes through the inbox by the same number', async () => {
    const from = aNumber();
    const { body } = await say(bot, from, 'Bonjour');
    const { id: scopeId, externalId: accountId } = await aConnection(api, project, 'whatsapp');
    const source = { channel: 'whatsapp' as const, scopeId, accountId, projectId: project, appId: null };
    const person = { contactId: from, aliases: [], contactName: 'Léa', contactUsername: null };
    expect(await findContact(source, { ...person, phoneNumber: `+${from}` }, new Date())).toBe(body.clientId);
    expect((await read(body.clientId)).name).toBe('Léa');
  });
});

describe('the key', () => {
  test('of the environment opens clients, orders and the webhook of its project, and nothing else', async () => {
    expect((await bot.get('/api/clients')).status).toBe(200);
    expect((await bot.get('/api/orders')).status).toBe(200);
    expect(await bot.get('/api/images')).toMatchObject({ status: 401, body: { code: 'invalid_api_key' } });
    const elsewhere = bot.with({ 'x-project-id': randomUUID() });
    expect((await elsewhere.get('/api/clients')).status).toBe(404);
  });

  test('that is wrong or missing is 401, and nothing is kept', async () => {
    const from = aNumber();
    const wrong = api.stranger().with({ 'x-api-key': `${botKey}!` });
    expect(await say(wrong, from, 'oui')).toMatchObject({ status: 401, body: { code: 'invalid_api_key' } });
    expect((await say(api.stranger(), from, 'oui')).status).toBe(401);
    expect(await eventsOf(from)).toEqual([]);
  });

  test('of a project works as well, in that project', async () => {
    const lin = await aPerson(api, 'lin');
    const { body: projects } = await lin.client.get('/api/v1/projects');
    const keys = `/api/v1/projects/${projects[0].id}/api-keys`;
    const { body: key } = await lin.client.post(keys, { name: 'bot' });
    const own = api.stranger().with({ 'x-api-key': key.key });
    const from = aNumber();
    const [mine, theirs] = [await say(bot, from, 'oui'), await say(own, from, 'Bonjour')];
    expect(theirs.status).toBe(200);
    expect(theirs.body.clientId).not.toBe(mine.body.clientId);
    expect((await own.get(`/api/clients/${mine.body.clientId}`)).status).toBe(404);
    expect((await own.get('/api/clients')).body.results).toMatchObject([{ status: 'pending' }]);
  });
});

describe('clients', () => {
  test('are entered, changed and read as the guide shows', async () => {
    const phoneNumber = `+${aNumber()}`;
    const made = await bot.post('/api/clients', { phoneNumber, name: 'Nom du client', status: 'pending' });
    expect(made).toMatchObject({
      status: 201,
      body: { phoneNumber, name: 'Nom du client', status: 'pending' },
    });
    const changed = await bot.put(`/api/clients/${made.body.id}`, { status: 'confirmed' });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Nom du client', status: 'confirmed' } });
    expect(await read(made.body.id)).toEqual(changed.body);
  });

  test('have one number each, however it is written', async () => {
    const [one, other] = [`+${aNumber()}`, `+${aNumber()}`];
    const { body: first } = await ada.client.post('/api/clients', { phoneNumber: one });
    const spaced = `${one.slice(0, 3)} ${one.slice(3)}`;
    const again = await ada.client.post('/api/clients', { phoneNumber: spaced });
    expect(again).toMatchObject({ status: 409, body: { code: 'client_exists' } });
    const { body: second } = await ada.client.post('/api/clients', { phoneNumber: other });
    const taking = await ada.client.put(`/api/clients/${second.id}`, { phoneNumber: one });
    expect(taking).toMatchObject({ status: 409, body: { code: 'client_exists' } });
    const national = await ada.client.put(`/api/clients/${first.id}`, { phoneNumber: '0612345678' });
    expect(national.body.details).toEqual({ phoneNumber: [expect.stringContaining('+33612345678')] });
    const same = await ada.client.put(`/api/clients/${first.id}`, { phoneNumber: spaced, name: null });
    expect(same).toMatchObject({ status: 200, body: { phoneNumber: one } });
  });

  test('are found by number, state and a part of their name, a page at a time', async () => {
    const lin = await aPerson(api, 'lin');
    const enter = (body: object) =>
      lin.client.post('/api/clients', { phoneNumber: `+${aNumber()}`, ...body });
    const { body: lea } = await enter({ name: 'Léa 100%', status: 'confirmed' });
    const { body: max } = await enter({ name: 'Max', email: 'max@example.com' });
    const found = async (query: string) => {
      const { body } = await lin.client.get(`/api/clients?${query}`);
      return body.results.map(({ id }: { id: string }) => id);
    };
    expect(await found('')).toEqual([max.id, lea.id]);
    expect(await found('status=confirmed')).toEqual([lea.id]);
    expect(await found('search=100%25')).toEqual([lea.id]);
    expect(await found('search=MAX@')).toEqual([max.id]);
    expect(await found(`phoneNumber=${encodeURIComponent(max.phoneNumber)}`)).toEqual([max.id]);
    expect(await found('phoneNumber=0612')).toEqual([]);
    const { body: page } = await lin.client.get('/api/clients?page=2&page_size=1');
    expect(page).toMatchObject({ count: 2, next: null, results: [{ id: lea.id }] });
    expect(page.previous).toContain('/api/clients?page=1&page_size=1');
  });
});

describe('an order', () => {
  const products = [
    { id: 'prod1', name: 'Produit A', price: 29.99, quantity: 2 },
    { id: 'prod2', name: 'Produit B', price: 49.99, quantity: 1 },
  ];
  const aClient = async () =>
    (await ada.client.post('/api/clients', { phoneNumber: `+${aNumber()}` })).body.id as string;

  test('is written as the guide shows, kept in exact decimals, and shown with its client', async () => {
    const clientId = await aClient();
    const { status, body: order } = await bot.post('/api/orders', { clientId, products });
    expect([status, order]).toEqual([
      201,
      expect.objectContaining({ clientId, products, total: 109.97, currency: 'EUR', status: 'pending' }),
    ]);
    const kept = await row(
      `select o.total::text, p.price::text from orders o join order_products p on p.order_id = o.id
       where o.id = $1 and p.position = 1`,
      [order.id],
    );
    expect(kept).toEqual({ total: '109.97', price: '29.99' });
    expect((await read(clientId)).orders).toEqual([order]);
    expect((await ada.client.get(`/api/orders?clientId=${clientId}`)).body).toMatchObject({
      count: 1,
      results: [order],
    });
  });

  test('sent twice with one Idempotency-Key is one order', async () => {
    const clientId = await aClient();
    const headers = { 'idempotency-key': randomUUID() };
    const order = () => bot.post('/api/orders', { clientId, products }, { headers });
    const [one, other] = await Promise.all([order(), order()]);
    expect(one.body).toEqual(other.body);
    expect((await read(clientId)).orders).toHaveLength(1);
  });

  test.each([
    ['a price of three decimals', { price: 0.125 }, 'products.0.price'],
    ['a price below zero', { price: -1 }, 'products.0.price'],
    ['a price as a text', { price: '29.99' }, 'products.0.price'],
    ['half a thing', { quantity: 0.5 }, 'products.0.quantity'],
    ['nothing of a thing', { quantity: 0 }, 'products.0.quantity'],
    ['more than can be kept', { price: 999_999_999.99, quantity: 1_000_000 }, 'products'],
  ])('with %s is refused', async (_, change, field) => {
    const order = { clientId: await aClient(), products: [{ ...products[0], ...change }] };
    const { status, body } = await ada.client.post('/api/orders', order);
    expect([status, Object.keys(body.details)]).toEqual([400, [field]]);
  });

  test.each([
    ['a currency that is none', { currency: 'ZZZ' }, 'currency'],
    ['parts of a yen', { currency: 'JPY' }, 'products.0.price'],
  ])('with %s is refused', async (_, change, field) => {
    const order = { clientId: await aClient(), products: [{ ...products[0], price: 10.5 }], ...change };
    const { status, body } = await ada.client.post('/api/orders', order);
    expect([status, Object.keys(body.details)]).toEqual([400, [field]]);
  });

  test("of another project's client is 404", async () => {
    const lin = await aPerson(api, 'lin');
    const answer = await lin.client.post('/api/orders', { clientId: await aClient(), products });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await lin.client.get('/api/orders')).body.count).toBe(0);
  });
});
