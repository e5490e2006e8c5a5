import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** As a reader on this machine, past no proxy. */
const read = (headers: Record<string, string> = {}) => fetch(`${api.url}/metrics`, { headers });

test('tells requests, the outbox and the four figures in the words of Prometheus', async () => {
  await api.stranger().get('/health');
  const answer = await read();
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const text = await answer.text();
  expect(text).toMatch(
    /socialsync_http_request_duration_seconds_count\{method="GET",route="\/health",status="200"\} 1/,
  );
  for (const name of ['sync_success_percent', 'sync_duration_mean_seconds', 'connections_expired_percent'])
    expect(text).toMatch(new RegExp(`^socialsync_${name} Nan$`, 'm'));
  expect(text).toMatch(/^socialsync_outbox_waiting 0$/m);
  expect(text).toMatch(/^socialsync_postgres_up 1$/m);
  expect(text).toMatch(/^socialsync_inbox_quarantined 0$/m);
});

test('is not public: what a proxy passes on finds nothing', async () => {
  for (const name of ['x-forwarded-for', 'forwarded', 'via'])
    expect((await read({ [name]: '203.0.113.9' })).status).toBe(404);
});

/** As a browser does that was sent to this machine under another name. fetch() lets nobody choose the host. */
const readAs = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(`${api.url}/metrics`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('is not for a website whose name leads to this machine', async () => {
  for (const host of ['localhost', '127.0.0.1:8000', '[::1]:8000', 'LOCALHOST:8000'])
    expect({ host, status: await readAs(host) }).toEqual({ host, status: 200 });
  for (const host of [
    'evil.example',
    'evil.example:8000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
  ])
    expect({ host, status: await readAs(host) }).toEqual({ host, status: 404 });
});

test('no address of a person or a thing is a label', async () => {
  await api.stranger().get('/api/images/4711');
  const text = await (await read()).text();
  expect(text).toContain('route="/api/images/:id"');
  expect(text).not.toContain('4711');
});
