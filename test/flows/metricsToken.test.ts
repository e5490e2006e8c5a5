import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi, type TestApi } from '../support/testApi.ts';

const token = 'a-token-for-prometheus';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ METRICS_TOKEN: token });
});
afterAll(() => api.close());

const read = async (authorization?: string) => {
  const headers = { 'x-forwarded-for': '203.0.113.9', ...(authorization && { authorization }) };
  return (await fetch(`${api.url}/metrics`, { headers })).status;
};

test('with METRICS_TOKEN only who sends it reads the metrics, from anywhere', async () => {
  expect(await read(`Bearer ${token}`)).toBe(200);
  expect(await read()).toBe(404);
  expect(await read(`Bearer ${token}x`)).toBe(404);
  expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
});
