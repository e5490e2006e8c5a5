import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { handOver } from '../../commands/inbox/turns/handOver.ts';
import { row, rows } from '../../db/query.ts';
import { aFailedMessage, aMessage, anInbox } from '../support/conversations.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false' });
});
afterAll(() => api.close());

/** A shop with an account at which customers write. */
async function aShop() {
  const owner = await aPerson(api, 'shop');
  const project: string = (await owner.client.get('/api/v1/projects')).body[0].id;
  const user = await row<{ id: string }>(`select id from users where number = $1`, [owner.id]);
  return { owner, project, userId: user?.id ?? '', inbox: await anInbox(api, project, 'whatsapp') };
}
const act = ({ client }: TestPerson, conversation: string, action: string, body?: object) =>
  client.post(`/api/conversations/${conversation}/${action}`, body);
const detailOf = async ({ client }: TestPerson, id: string) =>
  (await client.get(`/api/conversations/${id}`)).body;
const listed = async ({ client }: TestPerson, query: string) =>
  (await client.get(`/api/conversations?${query}`)).body.conversations.map(({ id }: { id: string }) => id);

test('a conversation is shown with all that helps to answer it', async () => {
  const { owner, inbox } = await aShop();
  const phone = { contactId: '33612345678', phoneNumber: '+33612345678' };
  const id = await aMessage(inbox, { ...phone, contactName: 'Jean Dupont', contactUsername: 'jean' });
  const { body: clients } = await owner.client.get('/api/clients');
  const [client] = clients.results;
  const products = [{ id: 'p1', name: 'Vase', price: 29.9, quantity: 2 }];
  await owner.client.post('/api/orders', { clientId: client.id, products });
  expect(await detailOf(owner, id)).toMatchObject({
    id,
    state: 'open',
    customer_name: 'Jean Dupont',
    contact: { id: client.id, name: 'Jean Dupont', username: 'jean', phone_number: '+33612345678' },
    orders: [{ total: 59.8, products: [{ name: 'Vase' }] }],
    notes: [],
    ai: { mode: 'suggest', own_mode: null, paused_until: null, handed_over_at: null, suggestion: null },
    typing_by: null,
    other_conversations: [],
  });
  expect((await owner.client.get(`/api/conversations/${randomUUID()}`)).status).toBe(404);
});

describe('a conversation', () => {
  test('is given to a member of the project, and to nobody else', async () => {
    const { owner, inbox, userId } = await aShop();
    const stranger = await aShop();
    const id = await aMessage(inbox);
    expect(await act(owner, id, 'assign', { user_id: userId })).toMatchObject({
      status: 200,
      body: { assigned_to: userId },
    });
    expect(await act(owner, id, 'assign', { user_id: stranger.userId })).toMatchObject({
      status: 400,
      body: { details: { user_id: [expect.any(String)] } },
    });
    const other = await aMessage(inbox);
    expect(await listed(owner, 'assigned=me')).toEqual([id]);
    expect(await listed(owner, `assigned=${userId}`)).toEqual([id]);
    expect(await listed(owner, 'assigned=nobody')).toEqual([other]);
    await act(owner, id, 'assign', { user_id: null });
    expect(await listed(owner, 'assigned=me')).toEqual([]);
  });

  test('that waits for a person shows that in the list, and can be asked for', async () => {
    const { owner, inbox } = await aShop();
    const [waiting, other] = [await aMessage(inbox), await aMessage(inbox)];
    await handOver(waiting, 'complaint');
    expect(await listed(owner, 'handed_over=true')).toEqual([waiting]);
    expect(await listed(owner, 'handed_over=false')).toEqual([other]);
    const { body } = await owner.client.get('/api/conversations');
    expect(body.conversations.find(({ id }: { id: string }) => id === waiting)).toMatchObject({
      ...{ handed_over_at: expect.any(String), handover_reason: 'complaint', answered_by: 'person' },
    });
  });

  test('waits for a person who is to answer it: handed over, or unread where the assistant only suggests', async () => {
    const { owner, inbox } = await aShop();
    const [unread, read, handed] = [await aMessage(inbox), await aMessage(inbox), await aMessage(inbox)];
    for (const id of [read, handed]) await owner.client.patch(`/api/conversations/${id}/read`);
    await handOver(handed, 'complaint');
    const waiting = async () => new Set(await listed(owner, 'waiting=true'));
    expect(await waiting()).toEqual(new Set([unread, handed]));

    await aFailedMessage(unread);
    expect(await waiting()).toEqual(new Set([unread, handed]));
    for (const id of [unread, handed])
      await owner.client.post(`/api/conversations/${id}/messages`, { content: 'Yes.' });
    expect(await waiting()).toEqual(new Set());
    // What nobody could confirm was perhaps no answer.
    await rows(
      `update messages set state = 'unknown', problem_code = 'not_confirmed'
       where conversation_id = $1 and author = 'agent' returning 1 as set`,
      [handed],
    );
    expect(await waiting()).toEqual(new Set([handed]));
    await owner.client.post(`/api/conversations/${handed}/messages`, { content: 'Yes, I said.' });
    const later = await aMessage(inbox);
    expect(await waiting()).toEqual(new Set([later]));
    await rows(`update conversations set ai_mode = 'automatic' where id = $1 returning 1 as set`, [later]);
    expect(await waiting()).toEqual(new Set());
  });

  test('of a member who leaves is nobody’s', async () => {
    const { owner, inbox, project } = await aShop();
    const member = await aShop();
    await rows(
      `insert into memberships (project_id, user_id, role) values ($1, $2, 'editor') returning 1 as kept`,
      [project, member.userId],
    );
    const id = await aMessage(inbox);
    await act(owner, id, 'assign', { user_id: member.userId });
    await owner.client.delete(`/api/v1/projects/${project}/members/${member.userId}`);
    expect(await detailOf(owner, id)).toMatchObject({ assigned_to: null });
  });

  test('that is put off comes back by itself, or when the customer writes', async () => {
    const { owner, inbox } = await aShop();
    const contactId = randomUUID();
    const id = await aMessage(inbox, { contactId });
    const until = new Date(Date.now() + 60_000).toISOString();
    expect((await act(owner, id, 'snooze', { until })).body).toMatchObject({
      state: 'snoozed',
      snoozed_until: until,
    });
    expect(await listed(owner, 'state=open')).toEqual([]);
    expect(await listed(owner, 'state=snoozed')).toEqual([id]);
    const passed = `update conversations set snoozed_until = now() where id = $1 returning 1 as kept`;
    await rows(passed, [id]);
    expect(await listed(owner, 'state=open')).toEqual([id]);
    expect(await detailOf(owner, id)).toMatchObject({ state: 'open', snoozed_until: null });

    await act(owner, id, 'snooze', { until });
    await aMessage(inbox, { contactId });
    expect(await detailOf(owner, id)).toMatchObject({ state: 'open', snoozed_until: null });
  });

  test.each([
    ['the past', -1],
    ['more than a year', 400 * 24 * 60],
  ])('is not put off until %s', async (_, minutes) => {
    const { owner, inbox } = await aShop();
    const id = await aMessage(inbox);
    const until = new Date(Date.now() + minutes * 60_000).toISOString();
    expect((await act(owner, id, 'snooze', { until })).body.details).toHaveProperty('until');
  });

  test('that was closed opens when the customer writes, or somebody opens it', async () => {
    const { owner, inbox } = await aShop();
    const contactId = randomUUID();
    const id = await aMessage(inbox, { contactId });
    expect((await act(owner, id, 'close')).body.state).toBe('closed');
    expect(await listed(owner, 'state=closed')).toEqual([id]);
    expect((await act(owner, id, 'reopen')).body.state).toBe('open');
    await act(owner, id, 'close');
    await aMessage(inbox, { contactId });
    expect((await detailOf(owner, id)).state).toBe('open');
  });

  test('has tags, by which it is found', async () => {
    const { owner, inbox } = await aShop();
    const id = await aMessage(inbox);
    await aMessage(inbox);
    const put = (tags: string[]) => owner.client.put(`/api/conversations/${id}/tags`, { tags });
    expect((await put(['Retour', 'VIP', 'Retour'])).body.tags).toEqual(['Retour', 'VIP']);
    expect(await listed(owner, 'tag=VIP')).toEqual([id]);
    expect(await listed(owner, 'tag=vip')).toEqual([]);
    expect((await put([])).body.tags).toEqual([]);
    expect((await put([''])).status).toBe(400);
  });

  test('is given to the assistant, taken from it, and given back after a hand-over', async () => {
    const { owner, project, inbox } = await aShop();
    const id = await aMessage(inbox);
    const ai = async (wish: string) => {
      await owner.client.patch(`/api/conversations/${id}`, { ai: wish });
      return (await detailOf(owner, id)).ai;
    };
    const answering = async () =>
      (await owner.client.get('/api/conversations')).body.conversations[0].answered_by;
    expect(await answering()).toBe('person');
    expect(await ai('automatic')).toMatchObject({ mode: 'automatic', own_mode: 'automatic' });
    expect(await answering()).toBe('assistant');
    expect(await ai('off')).toMatchObject({ mode: 'off', own_mode: 'off' });
    await rows(
      `update conversations set handed_over_at = now(), handover_reason = 'complaint',
         ai_paused_until = now() + interval '1 hour' where id = $1 returning 1 as kept`,
      [id],
    );
    expect((await detailOf(owner, id)).ai).toMatchObject({
      handover_reason: 'complaint',
      paused_until: expect.any(String),
    });
    expect(await ai('on')).toMatchObject({
      ...{ mode: 'suggest', own_mode: null, paused_until: null },
      ...{ handed_over_at: null, handover_reason: null },
    });
    await rows(`insert into assistant_settings (project_id, mode) values ($1, 'off') returning 1 as kept`, [
      project,
    ]);
    expect(await ai('on')).toMatchObject({ mode: 'suggest', own_mode: 'suggest' });
    expect((await owner.client.patch(`/api/conversations/${id}`, { ai: 'maybe' })).status).toBe(400);
  });
});

describe('the search', () => {
  test('finds names and words of messages, whatever their accents and case', async () => {
    const { owner, inbox } = await aShop();
    const zoe = await aMessage(inbox, {
      contactName: 'Zoé Müller',
      text: 'Où est ma commande numéro 4711 ?',
    });
    const max = await aMessage(inbox, { contactName: 'Max', text: 'hello' });
    expect(await listed(owner, 'search=zoe')).toEqual([zoe]);
    expect(await listed(owner, 'search=MULLER')).toEqual([zoe]);
    expect(await listed(owner, `search=${encodeURIComponent('NUMÉRO 47')}`)).toEqual([zoe]);
    expect(await listed(owner, 'search=numero')).toEqual([zoe]);
    for (const sign of ['100%', '％', '＿', '４＿11'])
      expect(await listed(owner, `search=${encodeURIComponent(sign)}`)).toEqual([]);
    expect(await listed(owner, 'search=ax')).toEqual([max]);
    expect(await listed(owner, 'search=el')).toEqual([]);
  });

  test('does not look into other projects, or into what nobody sent', async () => {
    const [one, other] = [await aShop(), await aShop()];
    await aMessage(other.inbox, { text: 'a secret question' });
    const mine = await aMessage(one.inbox, { text: 'mine' });
    await rows(
      `insert into messages (conversation_id, project_id, sequence, direction, author, kind, content, sent_at, state)
       values ($1, $2, 99, 'outbound', 'ai', 'text', 'a suggested secret', now(), 'suggested') returning 1 as kept`,
      [mine, one.project],
    );
    expect(await listed(one.owner, 'search=secret')).toEqual([]);
  });
});

describe('a note', () => {
  test('is kept, changed and deleted, and customers do not see it', async () => {
    const { owner, inbox, userId } = await aShop();
    const id = await aMessage(inbox);
    const path = `/api/conversations/${id}/notes`;
    await rows(`update users set first_name = 'Ada', last_name = 'Lune' where id = $1 returning 1 as named`, [
      userId,
    ]);
    const { status, body: note } = await owner.client.post(path, { content: ' wants a refund ' });
    expect(status).toBe(201);
    expect(note).toMatchObject({ content: 'wants a refund', author_id: userId, author_name: 'Ada Lune' });
    expect((await owner.client.put(`${path}/${note.id}`, { content: 'got it' })).body.content).toBe('got it');
    expect((await owner.client.get(path)).body.notes).toMatchObject([{ id: note.id, content: 'got it' }]);
    expect((await detailOf(owner, id)).notes).toMatchObject([{ content: 'got it' }]);
    const { messages } = (await owner.client.get(`/api/conversations/${id}/messages`)).body;
    expect(JSON.stringify(messages)).not.toContain('got it');
    expect((await owner.client.delete(`${path}/${note.id}`)).status).toBe(204);
    expect((await owner.client.delete(`${path}/${note.id}`)).status).toBe(404);
  });

  test('belongs to its conversation alone', async () => {
    const { owner, inbox } = await aShop();
    const [one, other] = [await aMessage(inbox), await aMessage(inbox)];
    const { body: note } = await owner.client.post(`/api/conversations/${one}/notes`, { content: 'a' });
    const elsewhere = `/api/conversations/${other}/notes/${note.id}`;
    expect((await owner.client.put(elsewhere, { content: 'b' })).status).toBe(404);
    expect((await owner.client.delete(elsewhere)).status).toBe(404);
  });
});

test('saved replies are kept for all of the project', async () => {
  const { owner } = await aShop();
  const stranger = await aShop();
  const path = '/api/saved-replies';
  const make = async (title: string, content: string) =>
    (await owner.client.post(path, { title, content })).body;
  const delays = await make('Délais', 'Nous livrons en trois jours.');
  const returns = await make('a return', 'Send it back within 30 days.');
  const titles = async (query = '') =>
    (await owner.client.get(path + query)).body.saved_replies.map(({ title }: { title: string }) => title);
  expect(await titles()).toEqual(['a return', 'Délais']);
  expect(await titles('?search=DELAIS')).toEqual(['Délais']);
  expect(await titles('?search=30+days')).toEqual(['a return']);
  expect(await titles(`?search=${encodeURIComponent('％')}`)).toEqual([]);
  const changed = await owner.client.put(`${path}/${delays.id}`, { content: 'Deux jours.' });
  expect(changed.body).toMatchObject({ title: 'Délais', content: 'Deux jours.' });
  expect((await stranger.owner.client.delete(`${path}/${returns.id}`)).status).toBe(404);
  expect((await owner.client.delete(`${path}/${returns.id}`)).status).toBe(204);
  expect(await titles()).toEqual(['Délais']);
  expect((await stranger.owner.client.get(path)).body.saved_replies).toEqual([]);
});
