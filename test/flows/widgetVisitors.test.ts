import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { anAnswer, aWidget, conversationOf, listenTo, type TestWidget } from '../support/widgets.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
let closing: Promise<void> | undefined;
const closeApi = () => (closing ??= api.close());
afterAll(closeApi);

const shop = 'https://shop.example';
const write = ({ id }: TestWidget, fields: object = {}, headers: Record<string, string> = {}) =>
  api
    .stranger()
    .post('/api/web-widget/messages', { widget_id: id, message: 'Bonjour', ...fields }, { headers });
const conversations = async ({ owner }: TestWidget) => (await owner.client.get('/api/conversations')).body;
const thread = async (widget: TestWidget) => {
  const id = await conversationOf(widget);
  return (await widget.owner.client.get(`/api/conversations/${id}/messages`)).body.messages;
};

describe('a visitor', () => {
  test('writes, and is in the inbox with the name that they gave', async () => {
    const widget = await aWidget(api);
    const visitor_info = { name: 'Jean Dupont', email: 'jean@example.com' };
    const { status, body } = await write(widget, { visitor_id: 'visitor_789', visitor_info });
    expect(status).toBe(201);
    expect(body.message).toMatchObject({ from: 'visitor', content: 'Bonjour', attachments: [] });
    expect((await conversations(widget)).conversations).toMatchObject([
      {
        ...{ channel: 'widget', customer_name: 'Jean Dupont', customer_identifier: body.visitor_id },
        ...{ unread_count: 1, last_message_snippet: 'Bonjour', reply_window_ends_at: null },
      },
    ]);
    const { results } = (await widget.owner.client.get('/api/clients')).body;
    expect(results).toMatchObject([{ name: 'Jean Dupont', email: 'jean@example.com' }]);
  });

  test('is known by their token alone: a visitor_id is a name that anybody could say', async () => {
    const widget = await aWidget(api);
    const { body: first } = await write(widget);
    const { body: other } = await write(widget, { visitor_id: first.visitor_id });
    expect(other.visitor_id).not.toBe(first.visitor_id);
    const { body: again } = await write(widget, { visitor_token: first.visitor_token, message: 'encore' });
    expect(again).toMatchObject({ visitor_id: first.visitor_id, visitor_token: first.visitor_token });
    expect((await conversations(widget)).total).toBe(2);
  });

  test('has no say with a token that is forged, or of another widget', async () => {
    const [widget, elsewhere] = [await aWidget(api), await aWidget(api)];
    const { visitor_id, visitor_token } = (await write(elsewhere)).body;
    const forged = `${visitor_id}.${createHmac('sha256', 'guess').update(visitor_id).digest('base64url')}`;
    for (const token of [visitor_token, forged, visitor_id, 'x'])
      expect(await write(widget, { visitor_token: token })).toMatchObject({
        ...{ status: 401, body: { code: 'invalid_visitor_token' } },
      });
    expect((await conversations(widget)).total).toBe(0);
  });

  test('who gets the key first sends a message once, however often it comes', async () => {
    const widget = await aWidget(api);
    const { body: visitor } = await api.stranger().post('/api/web-widget/visitors', { widget_id: widget.id });
    expect((await conversations(widget)).total).toBe(0);
    const message = { visitor_token: visitor.visitor_token, client_message_id: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => write(widget, message)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.message.id}`)).size).toBe(1);
    const other = { ...message, message: 'Something else', visitor_info: { name: 'Somebody else' } };
    expect(await write(widget, other)).toMatchObject({
      ...{ status: 422, body: { code: 'client_message_id_reused' } },
    });
    expect(JSON.stringify(await conversations(widget))).not.toContain('Somebody else');
    expect(await thread(widget)).toHaveLength(1);
  });

  test('may write twenty messages a minute', async () => {
    const widget = await aWidget(api);
    const { visitor_token } = (await write(widget)).body;
    for (let count = 1; count < 20; count += 1)
      expect((await write(widget, { visitor_token })).status).toBe(201);
    const refused = await write(widget, { visitor_token });
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await write(widget)).status).toBe(201);
  });

  test('from one address come sixty requests a minute', async () => {
    const widget = await aWidget(api);
    const client = api.stranger();
    const ask = () => client.post('/api/web-widget/visitors', { widget_id: widget.id });
    for (let count = 0; count < 60; count += 1) expect((await ask()).status).toBe(201);
    expect((await ask()).status).toBe(429);
  });

  test.each([
    ['nothing', { message: '  ' }],
    ['too much', { message: 'x'.repeat(4001) }],
    ['what nobody can see', { message: '\u200b' }],
    ['half a character', { message: '\ud83d' }],
  ])('cannot write %s', async (_, fields) => {
    expect((await write(await aWidget(api), fields)).status).toBe(400);
  });
});

describe('pages', () => {
  test('may chat where the shop named their origin; our own demo page may, and what is no page', async () => {
    const widget = await aWidget(api, { allowed_origins: [shop] });
    const statusFrom = async (origin: string) => (await write(widget, {}, { origin })).status;
    expect([await statusFrom(shop), await statusFrom('http://localhost:8000')]).toEqual([201, 201]);
    for (const origin of ['https://evil.example', 'http://shop.example', `${shop}.evil.example`, 'null'])
      expect(await write(widget, {}, { origin })).toMatchObject({
        ...{ status: 403, body: { code: 'origin_not_allowed' } },
      });
    const visitor = (await write(widget)).body;
    const events = await fetch(`${api.url}/api/web-widget/events?widget_id=${widget.id}`, {
      headers: { origin: 'https://evil.example', 'x-visitor-token': visitor.visitor_token },
    });
    expect(events.status).toBe(403);
  });

  test('of other origins are let through by the browser: what they may, the server says', async () => {
    const preflight = await fetch(`${api.url}/api/web-widget/messages`, {
      method: 'OPTIONS',
      headers: { origin: shop, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Visitor-Token');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('cannot chat by a widget that is switched off or not there', async () => {
    const widget = await aWidget(api, { enabled: false });
    expect((await write(widget)).status).toBe(404);
    expect((await write({ ...widget, id: randomUUID() })).status).toBe(404);
  });
});

describe('the stream', () => {
  const address = ({ id }: TestWidget) => `${api.url}/api/web-widget/events?widget_id=${id}`;
  const as = (token: string, last?: string) => ({
    ...{ 'x-visitor-token': token },
    ...(last && { 'last-event-id': last }),
  });

  test('tells the history, then what comes, and after a break only what was missed', async () => {
    const widget = await aWidget(api);
    const { visitor_token: token } = (await write(widget, { message: 'one' })).body;
    const conversation = await conversationOf(widget);
    await anAnswer(conversation, 'two');
    const stream = await listenTo(address(widget), as(token));
    await eventually(() => expect(stream.contents()).toEqual(['one', 'two']));
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');

    await anAnswer(conversation, 'three', { author: 'ai' });
    await eventually(() => expect(stream.contents()).toEqual(['one', 'two', 'three']));
    expect(JSON.parse(stream.events[2]?.data ?? '')).toMatchObject({ from: 'assistant' });
    await stream.close();
    await anAnswer(conversation, 'four');
    await write(widget, { visitor_token: token, message: 'five' });
    const next = await listenTo(address(widget), as(token, stream.events.at(-1)?.id ?? ''));
    await eventually(() => expect(next.contents()).toEqual(['four', 'five']));
    await next.close();
  });

  test('tells nothing that is not for the visitor', async () => {
    const widget = await aWidget(api);
    const { visitor_token: token } = (await write(widget, { message: 'mine' })).body;
    const conversation = await conversationOf(widget);
    await write(widget, { message: 'of somebody else' });
    await anAnswer(conversation, 'a suggestion', { state: 'suggested' });
    await anAnswer(conversation, 'the answer');
    const stream = await listenTo(address(widget), as(token));
    await eventually(() => expect(stream.contents()).toEqual(['mine', 'the answer']));
    expect(Object.keys(JSON.parse(stream.events[1]?.data ?? '')).sort()).toEqual([
      ...['attachments', 'client_message_id', 'content', 'created_at', 'from', 'id'],
    ]);
    await stream.close();
  });

  test('is empty before the first message, and closed to whoever has no token of the widget', async () => {
    const [widget, elsewhere] = [await aWidget(api), await aWidget(api)];
    const { body: visitor } = await api.stranger().post('/api/web-widget/visitors', { widget_id: widget.id });
    const status = async (headers: Record<string, string>) =>
      (await fetch(address(widget), { headers })).status;
    expect(await status(as(visitor.visitor_token))).toBe(204);
    expect(await status({})).toBe(401);
    expect(await status(as((await write(elsewhere)).body.visitor_token))).toBe(401);
  });
});

test('the shop sees what a visitor has read: by their own token, in their own conversation', async () => {
  const widget = await aWidget(api);
  const { visitor_token: token, message } = (await write(widget)).body;
  const conversation = await conversationOf(widget);
  const first = await anAnswer(conversation, 'one');
  const { body: other } = await write(widget);
  const see = (visitor_token: string, message_id: string) =>
    api.stranger().post('/api/web-widget/seen', { widget_id: widget.id, visitor_token, message_id });
  const states = async () =>
    (await widget.owner.client.get(`/api/conversations/${conversation}/messages`)).body.messages.map(
      ({ state }: { state: string }) => state,
    );
  expect((await see(other.visitor_token, first.id)).status).toBe(204);
  expect((await see('x', first.id)).status).toBe(401);
  expect((await see(token, message.id)).status).toBe(204);
  expect(await states()).toEqual(['received', 'sent']);
  await see(token, first.id);
  await anAnswer(conversation, 'two');
  expect(await states()).toEqual(['received', 'read', 'sent']);
});

test('streams end when the API stops, which does not wait for them', async () => {
  const widget = await aWidget(api);
  const { visitor_token: token } = (await write(widget, { message: 'x' })).body;
  const address = `${api.url}/api/web-widget/events?widget_id=${widget.id}`;
  const stream = await listenTo(address, { 'x-visitor-token': token });
  await eventually(() => expect(stream.contents()).toEqual(['x']));
  const told = performance.now();
  await closeApi();
  await stream.done;
  expect(performance.now() - told).toBeLessThan(5_000);
});
