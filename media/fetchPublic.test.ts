import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { NotFetched } from './downloadPublic.ts';
import { fetchPublic } from './fetchPublic.ts';
import { isPublicAddress } from './publicAddress.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function siteThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c04020' } })
  .png()
  .toBuffer();

/** Fetches from a site here, which only a trusted origin may be. */
async function fetched(answers: RequestListener, deadlineMs?: number) {
  const origin = await siteThat(answers);
  return fetchPublic(`${origin}/a`, { trustedOrigins: [origin], ...(deadlineMs && { deadlineMs }) });
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fetched',
    (error: unknown) => (error instanceof NotFetched ? error.code : error),
  );

describe('an address', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '192.0.2.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '100::1',
    'nonsense',
    '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '198.20.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    'http://127.0.0.1:1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0/',
  ])('%s leads into our network, and is not called', async (address) => {
    expect(await codeOf(fetchPublic(address, { trustedOrigins: [] }))).toBe('not_public');
  });

  test.each([
    'ftp://site.example/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
    'a.png',
    '',
    'http://a:b@site.example/',
  ])('%j is none', async (address) =>
    expect(await codeOf(fetchPublic(address, { trustedOrigins: [] }))).toBe('not_an_address'),
  );

  test('of a name that does not exist is told', async () => {
    const failure = await fetchPublic('http://nowhere.invalid/a.png', { trustedOrigins: [] }).catch(
      (error) => error,
    );
    expect(failure).toMatchObject({ code: 'unreachable', message: 'nowhere.invalid cannot be found' });
  });

  test('is trusted as an origin only: another port is another one', async () => {
    const origin = await siteThat((_request, response) => response.end(picture));
    expect(await codeOf(fetchPublic(origin, { trustedOrigins: ['http://127.0.0.1'] }))).toBe('not_public');
  });
});

describe('what stands there', () => {
  test('is known by its content, whatever it is called', async () => {
    const image = await fetched((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(picture),
    );
    expect(image).toEqual({ kind: 'image', mediaType: 'image/png', width: 60, height: 40, bytes: picture });
    const bytes = Buffer.from('\0\0\0\x18ftypmp42 and more');
    const film = await fetched((_request, response) => response.end(bytes));
    expect(film).toEqual({ kind: 'video', mediaType: 'video/mp4', width: null, height: null, bytes });
  });

  test.each([
    ['a page', Buffer.from('<html><img src="a.png">')],
    ['nothing', Buffer.alloc(0)],
    ['a picture cut in half', picture.subarray(0, picture.length / 2)],
    ['a QuickTime film', Buffer.from('\0\0\0\x14ftypqt  and more')],
  ])('%s is no media', async (_case, bytes) => {
    expect(await codeOf(fetched((_request, response) => response.end(bytes)))).toBe('not_media');
  });

  test('is not looked for elsewhere', async () => {
    const urls: (string | undefined)[] = [];
    const code = await codeOf(
      fetched(({ url }, response) => {
        urls.push(url);
        response.writeHead(302, { location: '/b' }).end();
      }),
    );
    expect([code, urls]).toEqual(['redirected', ['/a']]);
  });

  test('is refused with the status of the site', async () => {
    const failure = await fetched((_request, response) => response.writeHead(404).end()).catch(
      (error) => error,
    );
    expect(failure).toMatchObject({ code: 'refused', message: expect.stringMatching(/answered 404$/) });
  });

  test('is not read without end', async () => {
    const code = await codeOf(
      fetched((_request, response) => {
        const piece = Buffer.alloc(1024 * 1024, 'x');
        const write = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on('drain', write);
        write();
      }),
    );
    expect(code).toBe('too_large');
  });

  test.each([
    ['never begins', () => {}],
    ['never ends', (_request: unknown, response: { write(part: string): void }) => response.write('x')],
  ] as [string, RequestListener][])('is not waited for when it %s', async (_case, answers) => {
    expect(await codeOf(fetched(answers, 200))).toBe('too_slow');
  });
});
