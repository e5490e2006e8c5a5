import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { RateLimited } from './errors.ts';
import { heldCalls } from './heldCalls.ts';
import { loadPlatforms } from './registry.ts';

test('an answer is not given up when the hold that it asks for cannot be written down', async () => {
  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '60' })
      .end('{"access_token":"the only one"}'),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const registry = await loadPlatforms({
    ...{ environment: {}, publicUrl: 'http://localhost', sandboxUrl: `http://127.0.0.1:${port}` },
  });
  const registered = registry.find('twitter');
  if (!registered) throw new Error('X is not there');
  const count = { calls: 0 };
  const notKept: unknown[] = [];
  const { http } = heldCalls({
    ...{ registered, holds: [], count },
    keep: () => Promise.reject(new Error('the database is away')),
    notKept: ({ scope }, error) => void notKept.push([scope, String(error)]),
  });
  const request = { host: 'api', path: '/' };
  expect((await http.send(request)).json).toEqual({ access_token: 'the only one' });
  await expect(http.send(request)).rejects.toThrow(RateLimited);
  expect(count.calls).toBe(1);
  expect(notKept).toEqual([['account', 'Error: the database is away']]);
  server.close().closeAllConnections();
});
