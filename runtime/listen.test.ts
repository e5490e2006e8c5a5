import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '../test/support/database.ts';
import { eventually } from '../test/support/eventually.ts';
import { listen } from './listen.ts';
import { createLogger } from './logger.ts';

const log = createLogger('test', 'silent');
let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A server that is no good Postgres; returns its address and everybody who connected. */
async function aServer(serve: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://nobody@127.0.0.1:${port}/nothing`, sockets };
}

test('every NOTIFY is a hint, and so is each connection, for what was missed before', async () => {
  const url = await createTestDatabase();
  let hints = 0;
  const listener = listen(url, 'outbox', () => (hints += 1), log);
  await eventually(() => expect(hints).toBe(1));

  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query('notify outbox');
  await eventually(() => expect(hints).toBe(2));
  await other.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'socialsync-listen' and datname = current_database()`,
  );
  await eventually(() => expect(hints).toBe(3));
  await listener.stop();
  await other.end();
});

test('a server that never answers is left after a while, and can be left at once', async () => {
  const { url, sockets } = await aServer((socket) => socket.resume());
  const listener = listen(url, 'outbox', () => {}, log);
  await eventually(() => expect(sockets).toHaveLength(2));
  expect(sockets[0]?.closed).toBe(true);

  const told = performance.now();
  await listener.stop();
  expect(performance.now() - told).toBeLessThan(1_000);
  await eventually(() => expect(sockets[1]?.closed).toBe(true));
});

test('a server that does not let it listen gets its connection back', async () => {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  const signedIn = Buffer.concat([message('R', Buffer.alloc(4)), ready]);
  const refusal = Buffer.concat([message('E', Buffer.from('SERROR\0C42501\0Mno\0\0')), ready]);
  const { url, sockets } = await aServer((socket) => {
    socket.once('data', () => {
      socket.write(signedIn);
      socket.on('data', (data) => data.toString().startsWith('Q') && socket.write(refusal));
    });
  });

  const listener = listen(url, 'outbox', () => {}, log);
  await eventually(() => expect(sockets).toHaveLength(2));
  expect(sockets[0]?.closed).toBe(true);
  await listener.stop();
});
