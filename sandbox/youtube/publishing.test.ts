import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control, told } = platforms;
afterAll(() => platforms.close());

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
/** Each test has a channel of its own: what one moves the clock for is no other's future. */
let channel = '';
let token = '';
let number = 0;
const tokenFor = async (accountId: string, ...names: string[]): Promise<string> =>
  (await control('tokens', { platform: 'youtube', accountId, scopes: names.map(scope) })).body.access_token;
async function newChannel(details: Record<string, string> = {}): Promise<string> {
  number += 1;
  const id = `UCchannel${number}`;
  const names = { handle: `channel${number}`, name: `Channel ${number}` };
  await control('accounts', { platform: 'youtube', id, ...names, details });
  return id;
}
beforeEach(async () => {
  await control('clock', { reset: true });
  await control('visibility', { platform: 'youtube', hiddenMs: 0 });
  channel = await newChannel();
  token = await tokenFor(channel, 'youtube.upload', 'youtube.force-ssl');
});

const film = (size: number) => Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), Buffer.alloc(size - 12, 7)]);
const metadata = (snippet: object = {}, status: object = {}) => ({
  snippet: { title: 'A bowl in a minute', description: 'From clay to kiln.', tags: ['clay'], ...snippet },
  status: { privacyStatus: 'public', selfDeclaredMadeForKids: false, ...status },
});
const begin = (json: object, headers: Record<string, string> = {}, part = 'snippet,status') =>
  call(`/youtube/api/upload/youtube/v3/videos?uploadType=resumable&part=${part}`, { token, json, headers });
async function session(size: number): Promise<string> {
  const headers = { 'x-upload-content-length': String(size), 'x-upload-content-type': 'video/mp4' };
  const { status, headers: answered } = await begin(metadata(), headers);
  expect(status).toBe(200);
  return answered.get('location') ?? '';
}
async function put(address: string, bytes: Buffer, range?: string) {
  const response = await fetch(address, {
    ...{ method: 'PUT', redirect: 'manual', body: new Uint8Array(bytes) },
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'video/mp4' },
      ...(range && { 'content-range': range }),
    },
  });
  const text = await response.text();
  return { status: response.status, range: response.headers.get('range'), body: text && JSON.parse(text) };
}
const asked = async (path: string) => (await call(`/youtube/api/youtube/v3/${path}`, { token })).body;
const requests = () => told(`requests?account=${channel}`);

test('an upload in one piece makes the video: it is found by id and in the list of uploads', async () => {
  const bytes = film(1000);
  const { status, body } = await put(await session(bytes.length), bytes);
  expect([status, body.kind, body.status]).toEqual([
    ...[201, 'youtube#video'],
    expect.objectContaining({ uploadStatus: 'uploaded', privacyStatus: 'public' }),
  ]);
  expect(body.snippet).toMatchObject({ title: 'A bowl in a minute', tags: ['clay'], channelId: channel });
  const playlist = channel.replace(/^UC/, 'UU');
  const list = await asked(`playlistItems?part=snippet,contentDetails&playlistId=${playlist}`);
  expect(list.items[0]).toMatchObject({
    ...{ contentDetails: { videoId: body.id }, snippet: { description: 'From clay to kiln.' } },
  });
  await control('clock', { advanceSeconds: 2 });
  const { items } = await asked(`videos?part=status&id=${body.id}`);
  expect(items).toMatchObject([{ id: body.id, status: { uploadStatus: 'processed' } }]);
  expect(await requests()).toMatchObject([
    { name: 'videos.insert', text: 'From clay to kiln.', published: true, postId: body.id, status: 201 },
  ]);
  const link = await fetch(platforms.at(`/youtube/www/watch?v=${body.id}`), { redirect: 'manual' });
  expect(link.headers.get('location')).toBe(`/feed/youtube/${channel}#${body.id}`);
});

test('an upload goes on where it stopped, after a restart too; only its last byte makes the video', async () => {
  const unit = 256 * 1024;
  const bytes = film(2 * unit + 100);
  const total = bytes.length;
  const path = new URL(await session(total));
  const address = () => platforms.at(path.pathname + path.search);
  expect(await put(address(), Buffer.alloc(0), `bytes */${total}`)).toMatchObject({
    status: 308,
    range: null,
  });
  // The part ends between two units: what is left over must be sent again.
  const first = await put(address(), bytes.subarray(0, unit + 50), `bytes 0-${unit + 49}/${total}`);
  expect(first).toMatchObject({ status: 308, range: `bytes=0-${unit - 1}` });
  await platforms.restart();
  const gap = await put(address(), bytes.subarray(unit + 50), `bytes ${unit + 50}-${total - 1}/${total}`);
  expect(gap.status).toBe(400);
  expect(await put(address(), Buffer.alloc(0), `bytes */${total}`)).toMatchObject({
    ...{ status: 308, range: `bytes=0-${unit - 1}` },
  });
  expect((await requests()).filter(({ published }: { published: boolean }) => published)).toEqual([]);
  const done = await put(address(), bytes.subarray(unit), `bytes ${unit}-${total - 1}/${total}`);
  expect(done.status).toBe(201);
  const asks = await put(address(), Buffer.alloc(0), `bytes */${total}`);
  expect([asks.status, asks.body.id]).toEqual([200, done.body.id]);
  const [{ media }] = await told(`posts?account=${channel}`);
  const kept = await fetch(platforms.at(`/media/${media[0]}`));
  expect(Buffer.from(await kept.arrayBuffer()).equals(bytes)).toBe(true);
  expect(await told(`posts?account=${channel}`)).toHaveLength(1);
});

test('when the answer to the last byte is lost, the session tells the video that came of it', async () => {
  const bytes = film(500);
  const address = await session(bytes.length);
  await control('faults', { standIn: 'youtube', fault: 'drop_after_work', operation: 'commit' });
  await expect(put(address, bytes)).rejects.toThrow();
  const { status, body } = await put(address, Buffer.alloc(0), `bytes */${bytes.length}`);
  expect([status, body.snippet.title]).toEqual([200, 'A bowl in a minute']);
  expect((await put(address, bytes)).body.id).toBe(body.id);
  expect(await requests()).toMatchObject([{ published: true, status: null, delivered: false }]);
});

test('a session is over after a week, and nobody else’s', async () => {
  const bytes = film(500);
  const address = await session(bytes.length);
  const mine = token;
  token = await tokenFor(await newChannel(), 'youtube.upload');
  expect((await put(address, bytes)).status).toBe(404);
  await control('clock', { advanceSeconds: 7 * 86_400 });
  token = await tokenFor(channel, 'youtube.upload');
  expect(token).not.toBe(mine);
  expect(await put(address, bytes)).toMatchObject({ status: 404, body: { error: { code: 404 } } });
});

test.each([
  ['invalidTitle', { title: '' }],
  ['invalidTitle', { title: 'x'.repeat(101) }],
  ['invalidTitle', { title: 'a < b' }],
  ['invalidDescription', { description: 'é'.repeat(2501) }],
  ['invalidTags', { tags: ['x'.repeat(501)] }],
  ['invalidCategoryId', { categoryId: '999' }],
])('wrong metadata is refused before any byte: %s', async (reason, snippet) => {
  const { status, body } = await begin(metadata(snippet));
  expect([status, body.error.errors[0]]).toMatchObject([400, { reason, domain: 'youtube.video' }]);
});

test.each([
  [
    'another privacy',
    metadata({}, { privacyStatus: 'secret' }),
    {},
    'snippet,status',
    'invalidVideoMetadata',
  ],
  ['a part that was not named', metadata(), {}, 'snippet', 'unexpectedPart'],
  ['a picture', metadata(), { 'x-upload-content-type': 'image/png' }, 'snippet,status', 'badContent'],
])('%s is refused', async (_name, json, headers, part, reason) => {
  const { status, body } = await begin(json, headers, part);
  expect([status, body.error.errors[0].reason]).toEqual([400, reason]);
});

test('what is no video is refused', async () => {
  const bytes = Buffer.from('plain words, and many of them');
  expect((await put(await session(bytes.length), bytes)).status).toBe(400);
  expect(await told(`posts?account=${channel}`)).toEqual([]);
});

test('uploading takes a scope, and is counted by the day', async () => {
  token = await tokenFor(channel, 'youtube.readonly');
  expect((await begin(metadata())).status).toBe(403);
  token = await tokenFor(channel, 'youtube.upload');
  for (let count = 0; count < 100; count += 1) await begin(metadata());
  expect((await begin(metadata())).body.error.errors).toMatchObject([{ reason: 'quotaExceeded' }]);
  token = await tokenFor(await newChannel({ uploadsPerDay: '1' }), 'youtube.upload');
  await begin(metadata());
  expect((await begin(metadata())).body.error).toMatchObject({
    ...{ code: 400, errors: [{ reason: 'uploadLimitExceeded' }] },
  });
});

test('a private video is seen by its owner alone', async () => {
  const bytes = film(400);
  const { headers } = await begin(metadata({}, { privacyStatus: 'private' }));
  const { id } = (await put(headers.get('location') ?? '', bytes)).body;
  expect((await asked(`videos?part=id&id=${id}`)).items).toHaveLength(1);
  token = await tokenFor(await newChannel(), 'youtube.force-ssl');
  expect((await asked(`videos?part=id&id=${id}`)).items).toEqual([]);
});

test('a comment stands below its video', async () => {
  const bytes = film(300);
  const { id } = (await put(await session(bytes.length), bytes)).body;
  const thread = (videoId: string, textOriginal: string) => ({
    snippet: { videoId, topLevelComment: { snippet: { textOriginal } } },
  });
  const comment = (json: object) =>
    call('/youtube/api/youtube/v3/commentThreads?part=snippet', { token, json });
  const { status, body } = await comment(thread(id, 'Glaze in the description'));
  expect([status, body.kind, body.snippet.videoId]).toEqual([200, 'youtube#commentThread', id]);
  const { items } = await asked(`commentThreads?part=snippet&videoId=${id}`);
  expect(items).toMatchObject([{ id: body.id }]);
  expect((await comment(thread('nothing0000', 'x'))).body.error.errors).toMatchObject([
    { reason: 'videoNotFound' },
  ]);
  expect((await comment(thread(id, ' '))).body.error.errors).toMatchObject([
    { reason: 'commentTextRequired' },
  ]);
  expect(await requests()).toHaveLength(1);
});
