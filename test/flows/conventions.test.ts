import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let ada: TestPerson;
beforeAll(async () => {
  api = await startTestApi({ CORS_ORIGINS: 'https://shop.example' });
  ada = await aPerson(api, 'ada');
});
afterAll(() => api.close());

describe('an error', () => {
  test('has every member that the five specifications promise, and names the field', async () => {
    const { status, headers, body } = await ada.client.post('/api/images/generate/', {
      width: 300,
      colour: 'red',
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'Données invalides',
      error: 'Données invalides',
      instance: '/api/images/generate/',
      code: 'invalid_request',
      request_id: headers.get('x-request-id'),
      details: {
        prompt: ['Ce champ est requis.'],
        width: ['Valeur invalide. Choisissez parmi: 256, 512, 1024'],
        colour: ['Champ inconnu.'],
      },
    });
    expect(new Date(body.timestamp).getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test('is French by default, English under /api/v1, and what Accept-Language asks for', async () => {
    const detail = async (path: string, language?: string) => {
      const client = language ? api.stranger().with({ 'accept-language': language }) : api.stranger();
      return (await client.get(path)).body.detail;
    };
    expect(await detail('/api/images')).toMatch(/^Non authentifié/);
    expect(await detail('/api/images', 'en-US,en;q=0.9,fr;q=0.1')).toMatch(/^Authentication is required/);
    expect(await detail('/api/v1/projects')).toMatch(/^Authentication is required/);
    expect(await detail('/api/v1/projects', 'fr')).toMatch(/^Non authentifié/);
    expect(await detail('/api/images', 'de')).toMatch(/^Non authentifié/);
  });

  test('under /api/v1 a wrong field is 422', async () => {
    const { status, body } = await ada.client.post('/api/v1/projects', {
      name: '',
      timezone: 'Mars/Olympus',
    });
    expect(status).toBe(422);
    expect(Object.keys(body.details).sort()).toEqual(['name', 'timezone']);
  });

  test.each([
    ['a body that is not JSON', '{"prompt":', 400, 'body_not_json'],
    ['no body', '', 400, 'body_required'],
    ['a body that is no object', '[]', 400, 'invalid_request'],
    ['__proto__', '{"prompt":"a","__proto__":{"n":4}}', 400, 'forbidden_key'],
    ['an integer past 2^53', '{"prompt":"a","n":9007199254740993}', 400, 'unsafe_integer'],
    ['U+0000', '{"prompt":"a\\u0000b"}', 400, 'nul_character'],
    ['half a character', '{"prompt":"\\ud83d"}', 400, 'malformed_text'],
  ])('for %s is clear', async (_, body, status, code) => {
    const answer = await ada.client.call('POST', '/api/images/generate', { body });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test('for invalid UTF-8, a wrong type, a compressed and a huge body is clear', async () => {
    const send = async (body: string | Buffer, headers: Record<string, string>) => {
      const all = { ...ada.client.headers, ...headers };
      const response = await fetch(`${api.url}/api/images/generate`, { method: 'POST', body, headers: all });
      return { status: response.status, code: ((await response.json()) as { code: string }).code };
    };
    const json = { 'content-type': 'application/json' };
    const bytes = Buffer.from([...Buffer.from('{"prompt":"'), 0xff, ...Buffer.from('"}')]);
    expect(await send(bytes, json)).toEqual({ status: 400, code: 'body_not_utf8' });
    expect(await send('prompt=a', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual({
      status: 415,
      code: 'unsupported_media_type',
    });
    expect(await send('{}', { ...json, 'content-encoding': 'gzip' })).toEqual({
      status: 415,
      code: 'unsupported_encoding',
    });
    const huge = JSON.stringify({ prompt: 'a'.repeat(2_000_000) });
    expect(await send(huge, json)).toEqual({ status: 413, code: 'body_too_large' });
  });

  test('for a form that breaks off is clear, and the API goes on', async () => {
    const part = 'Content-Disposition: form-data; name="avatar"; filename="a.png"\r\nContent-Type: image/png';
    const response = await fetch(`${api.url}/api/auth/profile`, {
      method: 'PATCH',
      headers: { ...ada.client.headers, 'content-type': 'multipart/form-data; boundary=XX' },
      body: `--XX\r\n${part}\r\n\r\nabc\r\n`,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'malformed_multipart' });
    expect((await ada.client.get('/health')).status).toBe(200);
  });

  test('names the field in words, not in the words of a library', async () => {
    const client = ada.client.with({ 'accept-language': 'en' });
    const { body } = await client.post('/api/images/generate', { prompt: 5, n: 9, tags: ['a,b'] });
    expect(body.details).toEqual({
      prompt: ['A text is expected.'],
      n: ['The number must be at most 4.'],
      'tags.0': ['A tag holds no comma.'],
    });
    const { body: key } = await client.call('POST', '/api/images/generate', { body: '{"constructor":1}' });
    expect(key.details.body).toEqual(['The key "constructor" is not allowed']);
  });

  test.each([
    ['/api/images/abc', 400],
    ['/api/images/9007199254740993', 400],
    ['/api/images/1.5', 400],
    ['/api/images/0xf', 400],
    ['/api/images/15e0', 400],
    ['/api/images/%2015', 400],
    ['/api/images/015', 400],
    ['/api/images/?page=1e1', 400],
    ['/api/images/2147483647', 404],
    ['/api/images/%00', 400],
    ['/api/images/%ff', 400],
    ['/api/images/?page=0', 400],
    ['/api/images/?status=lost', 400],
    ['/api/images/?search=%00', 400],
    ['/api/v1/projects/not-an-id', 422],
    ['/api/conversations/not-an-id/messages', 400],
    ['/api/web-widgets/not-an-id', 400],
    ['/api/web-widget/config/not-an-id', 400],
    ['/api/web-widget/events', 400],
    ['/api/web-widget/static/%00', 400],
    ['/api/web-widget/static/other.js', 404],
    ['/api/conversations?limit=0', 400],
    ['/api/conversations?search=%00', 400],
    ['/api/nothing/here', 404],
  ])('GET %s is %i', async (path, status) => {
    const answer = await ada.client.get(path);
    expect(answer.status).toBe(status);
    expect(answer.body.code).not.toBe('internal_error');
  });

  test('a method that an address does not take is 405, with those it takes', async () => {
    const answer = await ada.client.call('PUT', '/api/images/statistics');
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer.headers.get('allow')).toContain('GET');
  });

  test('a wrong X-Project-Id or Idempotency-Key is said', async () => {
    const wrongProject = await ada.client.get('/api/images', { headers: { 'x-project-id': 'mine' } });
    expect(wrongProject).toMatchObject({ status: 400, body: { code: 'invalid_project_header' } });
    const wrongKey = await ada.client.post(
      '/api/images/generate',
      { prompt: 'a' },
      { headers: { 'idempotency-key': 'a b' } },
    );
    expect(wrongKey).toMatchObject({ status: 400, body: { code: 'invalid_idempotency_key' } });
  });
});

test('a platform that is not set up says which variables are missing', async () => {
  const answer = await ada.client.get('/api/social-accounts/connect/tiktok');
  expect(answer).toMatchObject({ status: 503, body: { code: 'platform_not_configured' } });
  expect(answer.body.detail).toContain('TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET');
  const { body: platforms } = await ada.client.get('/api/platforms');
  expect(platforms).toContainEqual(
    expect.objectContaining({
      id: 'tiktok',
      configuration: 'missing TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET',
      connectable: false,
    }),
  );
});

describe('every answer', () => {
  test('carries a request id, the caller’s own where it is a decent one', async () => {
    expect((await ada.client.get('/health')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const named = await ada.client.get('/health', { headers: { 'x-request-id': 'trace-42' } });
    expect(named.headers.get('x-request-id')).toBe('trace-42');
  });

  test('carries security headers', async () => {
    const { headers } = await ada.client.get('/health');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('lets configured origins read it, and no other', async () => {
    const allowed = async (origin: string) =>
      (await ada.client.get('/health', { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('https://shop.example')).toBe('https://shop.example');
    expect(await allowed('https://evil.example')).toBeNull();
  });
});

describe('limits', () => {
  test('sign-in is allowed five times a minute and address, then 429 says when to come again', async () => {
    const stranger = api.stranger();
    const login = () =>
      stranger.post('/api/v1/auth/login', { email: 'nobody@example.com', password: randomUUID() });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { status, headers } = await login();
      expect([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
        401,
        '5',
        String(5 - attempt),
      ]);
    }
    const refused = await login();
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
    expect((await api.stranger().get('/health')).status).toBe(200);
  });

  test('one account takes twenty wrong passwords, from wherever they come', async () => {
    const grace = await aPerson(api, 'grace');
    const login = () =>
      api.stranger().post('/api/auth/login', { username: grace.username, password: 'wrong-password-1' });
    for (let attempt = 0; attempt < 20; attempt += 1) expect((await login()).status).toBe(401);
    expect(await login()).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    expect((await ada.client.get('/api/auth/me')).status).toBe(200);
  });

  test('the addresses of one IPv6 network count as one', async () => {
    const login = (last: number) =>
      api
        .stranger()
        .with({ 'x-forwarded-for': `2001:db8:1:2::${last.toString(16)}` })
        .post('/api/v1/auth/login', { email: `a${last}@example.com`, password: 'x' });
    for (let last = 1; last <= 5; last += 1) expect((await login(last)).status).toBe(401);
    expect((await login(6)).status).toBe(429);
    expect((await api.stranger().with({ 'x-forwarded-for': '2001:db8:1:3::1' }).get('/health')).status).toBe(
      200,
    );
  });

  test('a list is capped, never an error', async () => {
    expect((await ada.client.get('/api/images/?page_size=100000')).status).toBe(200);
    expect((await ada.client.get('/api/conversations?limit=100000')).status).toBe(200);
  });
});

describe('documentation', () => {
  test.each(['/docs', '/redoc'])('%s is a page whose every part is served from here', async (path) => {
    const page = await fetch(api.url + path);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    for (const [, part] of html.matchAll(/(?:src|href|spec-url)="([^"]+)"/g)) {
      expect((await fetch(new URL(part ?? '', api.url))).status).toBe(200);
    }
  });

  test('/health tells the state of each part', async () => {
    expect((await api.stranger().get('/health')).body).toMatchObject({
      status: 'healthy',
      service: 'socialsyncai-api',
      postgres: 'up',
      temporal: 'up',
      outbox: { dead: 0 },
      inbox: { quarantined: 0 },
    });
  });

  test('/api/versions', async () => {
    expect((await api.stranger().get('/api/versions/')).body).toMatchObject({
      whatsapp: { graph_api_version: 'v23.0' },
    });
  });
});
