import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { anAnswer, aWidget, conversationOf, type TestWidget } from '../support/widgets.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const shop = 'https://shop.example';
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
    const styles = await file('widget.css');
    expect(styles.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(await styles.text()).toMatch(/\.launcher \{[\s\S]*\.bubble \{[\s\S]*forced-colors: active/);
    for (const name of ['main.ts', '..%2fmain.ts', 'tsconfig.json'])
      expect((await file(name)).status).toBe(404);
  });
});
