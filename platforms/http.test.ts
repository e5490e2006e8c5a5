import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { RateLimited, Unavailable } from './errors.ts';
import { createPlatformHttp, type HttpOptions, type PlatformAnswer, type PlatformRequest } from './http.ts';

const servers: Server[] = [];
const stop = () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
};
afterEach(stop);

/** A platform that answers so, and a client for it. */
async function platformThat(answers: RequestListener, options: Partial<HttpOptions> = {}) {
  const server = createServer(answers).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const http = createPlatformHttp({ hosts: { api: address }, classify: () => null, ...options });
  const send = (request: Partial<PlatformRequest> = {}) => http.send({ host: 'api', path: '/', ...request });
  return { http, send, address };
}

/** What reached a platform that answers {}. */
async function sent(request: Partial<PlatformRequest>, options: Partial<HttpOptions> = {}) {
  const seen: { method?: string; url?: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const { send } = await platformThat(async (incoming, response) => {
    const { method, url, headers } = incoming;
    seen.push({ method: method ?? '', url: url ?? '', headers, body: await text(incoming) });
    response.end('{}');
  }, options);
  await send(request);
  const [only] = seen;
  if (!only || seen.length > 1) throw new Error(`${seen.length} requests`);
  return only;
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a request', () => {
  test('carries the token in its header, and its query, with the version in its path', async () => {
    const request = { path: '/{version}/me', query: { fields: 'a,b', after: undefined }, bearer: 'secret' };
    expect(await sent(request, { version: 'v9' })).toMatchObject({
      method: 'GET',
      url: '/v9/me?fields=a%2Cb',
      headers: { authorization: 'Bearer secret', accept: 'application/json' },
      body: '',
    });
  });

  test('is a form without the fields that are not set, with id and secret as RFC 6749 writes them', async () => {
    const form = { code: 'a b', code_verifier: undefined };
    const basic = { user: 'an id', password: 'se:cret' };
    expect(await sent({ method: 'POST', form, basic })).toMatchObject({
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from('an%20id:se%3Acret').toString('base64')}`,
      },
      body: 'code=a+b',
    });
  });

  test('is JSON where that is given', async () => {
    expect(await sent({ method: 'POST', json: { a: 1 } })).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
  });

  test('is bytes under their type, by PUT too', async () => {
    const bytes = { type: 'video/mp4', body: Buffer.from('a film') };
    expect(await sent({ method: 'PUT', bytes, headers: { 'content-range': 'bytes 0-5/6' } })).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'video/mp4', 'content-length': '6', 'content-range': 'bytes 0-5/6' },
      body: 'a film',
    });
  });

  test('is a form of several parts, with files', async () => {
    const file = { name: 'a.jpg', type: 'image/jpeg', body: Buffer.from('a picture') };
    const { headers, body } = await sent({ method: 'POST', multipart: { caption: 'hello', file } });
    const given = await new Response(body, {
      headers: { 'content-type': String(headers['content-type']) },
    }).formData();
    expect(given.get('caption')).toBe('hello');
    const received = given.get('file') as File;
    expect([received.name, received.type, await received.text()]).toEqual([
      'a.jpg',
      'image/jpeg',
      'a picture',
    ]);
  });

  test('goes to an address that the platform gave, if that is its own or speaks TLS', async () => {
    const urls: (string | undefined)[] = [];
    const { send, address } = await platformThat(({ url }, response) => {
      urls.push(url);
      response.end('{}');
    });
    await send({ host: new URL(`${address}/upload?id=1`), path: undefined });
    expect(urls).toEqual(['/upload?id=1']);
    expect(await failureOf(send({ host: new URL('http://elsewhere.example/') }))).toMatchObject({
      message: 'the platform gave an address without TLS',
      outcome: 'not sent',
    });
  });

  test('says who it comes from', async () => {
    expect((await sent({})).headers['user-agent']).toBe('SocialSync/1.0');
    const { headers } = await sent({}, { userAgent: 'web:ours:v1' });
    expect(headers['user-agent']).toBe('web:ours:v1');
  });

  test('to a host that the platform does not have is a mistake of ours', async () => {
    const { send } = await platformThat((_request, response) => response.end('{}'));
    expect(await failureOf(send({ host: 'elsewhere' }))).toMatchObject({
      message: 'the platform has no host "elsewhere"',
    });
  });
});

describe('an answer', () => {
  test('that redirects is not followed: it would carry the token elsewhere', async () => {
    const urls: (string | undefined)[] = [];
    const { send } = await platformThat(({ url }, response) => {
      urls.push(url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await failureOf(send({ bearer: 'secret' }))).toMatchObject({
      message: 'the platform answered 302',
      answer: { kind: 'refused', status: 302, code: null },
      outcome: 'unknown',
    });
    expect(urls).toEqual(['/']);
  });

  test('is no failure where its status was expected', async () => {
    const { send } = await platformThat((_request, response) => response.writeHead(308).end());
    expect(await send({ expected: [308] })).toMatchObject({ status: 308 });
  });

  test('is read with its headers in lower case, and as JSON where it is', async () => {
    const { send } = await platformThat((_request, response) => {
      response.writeHead(200, { 'X-Usage': '7' }).end('{"id":"1"}');
    });
    expect(await send()).toMatchObject({
      status: 200,
      headers: { 'x-usage': '7' },
      json: { id: '1' },
      text: '{"id":"1"}',
      retryAfterMs: null,
    });
  });

  test('that is no JSON is undefined: who asked for a member of it says so', async () => {
    const { send } = await platformThat((_request, response) => response.end('<html>'));
    expect(await send()).toMatchObject({ json: undefined, text: '<html>' });
  });

  test('of more than 5 MiB is not read on', async () => {
    const { send } = await platformThat((_request, response) => {
      const piece = Buffer.alloc(1024 * 1024, 'x');
      const write = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', write);
      write();
    });
    expect(await failureOf(send())).toMatchObject({ message: 'the answer is too large', outcome: 'unknown' });
  });

  test.each([
    ['that never begins', () => {}],
    [
      'whose body never ends',
      (_request: unknown, response: { write(part: string): void }) => response.write('{'),
    ],
  ] as [string, RequestListener][])('%s ends at the deadline', async (_case, answers) => {
    const { send } = await platformThat(answers, { deadlineMs: 200 });
    const failure = await failureOf(send());
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ outcome: 'unknown', answer: { kind: 'silent' } });
  });

  test('that breaks off leaves open what was done', async () => {
    const { send } = await platformThat((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      response.socket?.destroy();
    });
    const failure = await failureOf(send());
    const answer = { kind: 'silent', status: null, code: null };
    expect(failure).toMatchObject({ name: 'Unavailable', outcome: 'unknown', answer });
  });

  test('tells when to come again, in seconds or by a date, of the status that has it', async () => {
    const times = ['30', new Date(Date.now() + 60_000).toUTCString()];
    const { send } = await platformThat(
      (_request, response) => {
        response.writeHead(429, { 'retry-after': times.shift() }).end('{}');
      },
      { classify: ({ retryAfterMs }) => new RateLimited('', retryAfterMs) },
    );
    expect(await failureOf(send())).toMatchObject({ retryAfterMs: 30_000 });
    const { retryAfterMs } = (await failureOf(send())) as RateLimited;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('is told to who observes, failed or not, with what it was classified as', async () => {
    const seen: [PlatformAnswer, unknown][] = [];
    const failure = new RateLimited('', null);
    const statuses = [200, 429];
    const { send } = await platformThat(
      (_request, response) => {
        response.writeHead(statuses.shift() ?? 500).end('{}');
      },
      {
        classify: ({ status }) => (status === 429 ? failure : null),
        observe: (...observed) => seen.push(observed),
      },
    );
    await send();
    expect(await failureOf(send())).toBe(failure);
    expect(seen).toMatchObject([
      [{ status: 200 }, null],
      [{ status: 429 }, failure],
    ]);
  });

  test('names neither the token nor the query when it fails', async () => {
    const { send } = await platformThat((_request, response) => response.socket?.destroy());
    const failure = await failureOf(send({ query: { access_token: 'secret' }, bearer: 'secret' }));
    expect(JSON.stringify([String(failure), failure])).not.toContain('secret');
  });
});

test('a platform that cannot be reached was surely not asked', async () => {
  const { send } = await platformThat((_request, response) => response.end('{}'));
  stop();
  expect(await failureOf(send())).toMatchObject({ name: 'Unavailable', outcome: 'not sent' });
  const nowhere = createPlatformHttp({ hosts: { api: 'http://nowhere.invalid' }, classify: () => null });
  expect(await failureOf(nowhere.send({ host: 'api', path: '/' }))).toMatchObject({ outcome: 'not sent' });
});

describe('a request that has a last moment', () => {
  test('is not sent after it, not even when it passes while others are in front', async () => {
    const urls: (string | undefined)[] = [];
    const { send } = await platformThat(({ url }, response) => {
      urls.push(url);
      setTimeout(() => response.end('{}'), 400);
    });
    const late = { message: expect.any(String), outcome: 'not sent' };
    expect(await failureOf(send({ notAfter: new Date(Date.now() - 1) }))).toMatchObject(late);
    // More than the connections that are kept to one host: the last of them wait for the first.
    const others = Array.from({ length: 50 }, () => send());
    const waiting = failureOf(send({ path: '/waiting', notAfter: new Date(Date.now() + 150) }));
    expect(await waiting).toMatchObject(late);
    await Promise.all(others);
    expect(urls).not.toContain('/waiting');
  });

  test('is not sent by a process that stood still until then', async () => {
    const urls: (string | undefined)[] = [];
    const { send } = await platformThat(({ url }, response) => {
      urls.push(url);
      response.end('{}');
    });
    const late = failureOf(send({ notAfter: new Date(Date.now() + 100) }));
    const until = Date.now() + 200;
    while (Date.now() < until);
    expect(await late).toMatchObject({ outcome: 'not sent' });
    expect(urls).toEqual([]);
  });

  test('is not waited for after it', async () => {
    const { send } = await platformThat(() => {});
    expect(await failureOf(send({ notAfter: new Date(Date.now() + 200) }))).toMatchObject({
      outcome: 'unknown',
    });
  });
});

test('a page stands at the named host, whether it is the platform or stands in for it', () => {
  for (const www of ['https://www.example.com', 'http://127.0.0.1:8950/example/www/']) {
    const http = createPlatformHttp({ hosts: { www }, classify: () => null });
    expect(http.pageAt('www', '/watch?v=1')).toBe(`${www.replace(/\/$/, '')}/watch?v=1`);
  }
});
