import { createHmac, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
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

describe('a widget', () => {
  test('is made with what a shop needs, changed in part, listed and removed', async () => {
    const { id, project, owner } = await aWidget(api, { name: 'Support Chat' });
    const path = `/api/web-widgets/${id}`;
    const made = (await owner.client.get(path)).body;
    expect(made).toMatchObject({
      ...{ name: 'Support Chat', primary_color: '#3B82F6', languages: ['fr', 'en'], enabled: true },
      ...{ allowed_origins: [], opening_hours: null, has_webhook_secret: false },
    });
    expect(made.embed_code).toContain(`data-widget-id="${id}"`);
    const changes = {
      ...{ primary_color: '#112233', allowed_origins: ['HTTPS://Shop.example', shop], enabled: false },
      opening_hours: { timezone: 'Europe/Paris', monday: [{ from: '09:00', to: '18:00' }] },
    };
    expect((await owner.client.patch(path, changes)).body).toMatchObject({
      ...{ name: 'Support Chat', primary_color: '#112233', allowed_origins: [shop], enabled: false },
      opening_hours: { monday: [{ from: '09:00', to: '18:00' }], sunday: [] },
    });
    expect((await owner.client.get('/api/web-widgets')).body).toMatchObject({ count: 1, results: [{ id }] });
    const config = (await api.stranger().get(`/api/web-widget/config/${id}`)).body;
    expect(config).toMatchObject({ organization_id: project, enabled: false });
    expect((await owner.client.delete(path)).status).toBe(204);
    expect((await owner.client.get(path)).status).toBe(404);
    expect((await api.stranger().get(`/api/web-widget/config/${id}`)).status).toBe(404);
  });

  test.each([
    ['a colour', { primary_color: 'blue' }, 'primary_color'],
    ['a logo', { logo_url: 'javascript:alert(1)' }, 'logo_url'],
    ['an origin with a path', { allowed_origins: ['https://shop.example/'] }, 'allowed_origins.0'],
    ['any origin', { allowed_origins: ['*'] }, 'allowed_origins.0'],
    ['no language', { languages: [] }, 'languages'],
    [
      'hours that end before they begin',
      { opening_hours: { timezone: 'UTC', monday: [{ from: '10:00', to: '09:00' }] } },
      'opening_hours.monday.0',
    ],
  ])('is not made with %s that is none', async (_, fields, field) => {
    const { owner } = await aWidget(api);
    const { status, body } = await owner.client.post('/api/web-widgets', { name: 'x', ...fields });
    expect([status, Object.keys(body.details)]).toEqual([400, [field]]);
  });

  test('shows everybody how it looks, and nothing else', async () => {
    const texts = { welcome_message: 'Bonjour', welcome_messages: { en: 'Hello' } };
    const widget = await aWidget(api, { ...texts, allowed_origins: [shop] });
    const { headers, body } = await api
      .stranger()
      .get(`/api/web-widget/config/${widget.id}`, { headers: { origin: 'https://anywhere.example' } });
    expect(body).toEqual({
      ...{ widget_id: widget.id, organization_id: widget.project, name: 'Boutique' },
      ...{ primary_color: '#3B82F6', logo_url: null, languages: ['fr', 'en'], enabled: true, is_open: true },
      ...texts,
    });
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

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

describe('the webhook of a site with a chat of its own', () => {
  async function aSignedWidget() {
    const widget = await aWidget(api);
    const { body } = await widget.owner.client.post(`/api/web-widgets/${widget.id}/webhook-secret`);
    return { ...widget, secret: body.webhook_secret as string };
  }
  async function send(widget: { id: string; secret: string }, events: object[]) {
    const body = JSON.stringify({ widget_id: widget.id, events });
    const signature = createHmac('sha256', widget.secret).update(body).digest('hex');
    const headers = {
      ...{ 'content-type': 'application/json', 'x-widget-signature-256': `sha256=${signature}` },
    };
    return api.stranger().post('/api/web-widget/webhook', body, { headers });
  }
  const message = { type: 'message', id: 'm-1', visitor_id: 'user_1', message: 'Bonjour' };

  test('brings messages, each once, and statuses', async () => {
    const widget = await aSignedWidget();
    for (let time = 0; time < 2; time += 1)
      expect(await send(widget, [message, { ...message, id: 'm-2', message: 'encore' }])).toMatchObject({
        ...{ status: 200, body: { received: 2 } },
      });
    const { id } = await anAnswer(await conversationOf(widget), 'Oui ?');
    await send(widget, [{ type: 'status', message_id: id, status: 'read' }]);
    await send(widget, [{ type: 'status', message_id: id, status: 'delivered' }]);
    expect(await thread(widget)).toMatchObject([
      ...[{ content: 'Bonjour' }, { content: 'encore' }, { content: 'Oui ?', state: 'read' }],
    ]);
  });

  test('is believed by its signature alone', async () => {
    const [widget, other] = [await aSignedWidget(), await aSignedWidget()];
    const wrong = { status: 401, body: { code: 'wrong_widget_signature' } };
    expect(await send({ ...widget, secret: other.secret }, [message])).toMatchObject(wrong);
    expect(await send({ id: (await aWidget(api)).id, secret: '' }, [message])).toMatchObject(wrong);
    const unsigned = await api.stranger().post('/api/web-widget/webhook', { widget_id: widget.id });
    expect(unsigned).toMatchObject(wrong);
    expect(await api.stranger().post('/api/web-widget/webhook', '{"widget_id":')).toMatchObject(wrong);
    const renewed = await widget.owner.client.post(`/api/web-widgets/${widget.id}/webhook-secret`);
    expect(await send(widget, [message])).toMatchObject(wrong);
    expect((await send({ ...widget, secret: renewed.body.webhook_secret }, [message])).status).toBe(200);
  });

  test('says what it does not understand, and tells no message of another widget as read', async () => {
    const [widget, other] = [await aSignedWidget(), await aSignedWidget()];
    expect(await send(widget, [{ type: 'hello' }])).toMatchObject({
      ...{ status: 400, body: { code: 'invalid_request' } },
    });
    await send(other, [message]);
    const { id } = await anAnswer(await conversationOf(other), 'theirs');
    await send(widget, [{ type: 'status', message_id: id, status: 'read' }]);
    expect((await thread(other)).at(-1)).toMatchObject({ state: 'sent' });
  });
});

describe('the files', () => {
  const file = (name: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/api/web-widget/static/${name}`, { headers });

  test('the script is under 20 kB compressed, needs nothing else, and is kept by browsers', async () => {
    const answer = await file('widget.js', { 'accept-encoding': 'gzip' });
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const script = await answer.text();
    expect(gzipSync(script).length).toBeLessThan(20_000);
    expect(script).not.toMatch(/\bimport\b|\brequire\(|innerHTML|document\.write|\beval\(/);
    const etag = answer.headers.get('etag') ?? '';
    expect((await file('widget.js', { 'if-none-match': etag })).status).toBe(304);
    const plain = await file('widget.js', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  test('the page shows a widget under a policy that lets nothing else run, or asks which', async () => {
    const widget = await aWidget(api, { name: '<b>Boutique</b>' });
    const page = await file(`widget.html?widget_id=${widget.id}`, { 'accept-language': 'en' });
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    const html = await page.text();
    expect(html).toContain(`data-widget-id="${widget.id}"`);
    expect(html).not.toContain('<b>Boutique');
    expect(await (await file('widget.html')).text()).toContain('name="widget_id"');
  });

  test('there are no others', async () => {
    expect((await file('widget.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    for (const name of ['main.ts', '..%2fmain.ts', 'tsconfig.json'])
      expect((await file(name)).status).toBe(404);
  });
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
