import { afterAll, beforeEach, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control, told } = platforms;
afterAll(() => platforms.close());

/** Each test has an account of its own: what one moves the clock for is no other's future. */
let account = '';
let token = '';
let number = 0;
const tokenFor = async (accountId = account, scopes?: string[]): Promise<string> =>
  (await control('tokens', { platform: 'twitter', accountId, scopes })).body.access_token;

const post = async (json: object, bearer = token) => call('/twitter/api/2/tweets', { token: bearer, json });
const upload = async (path: string, json: object) =>
  (await call(`/twitter/api/2/media/upload/${path}`, { token, json })).body;
const list = async (query = '') =>
  (await call(`/twitter/api/2/users/${account}/tweets?max_results=5&exclude=retweets${query}`, { token }))
    .body;
const picture = (red: number) =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .jpeg()
    .toBuffer();
/** Appends bytes as a form of parts, as most clients do. */
async function append(id: string, bytes: Buffer, index = 0) {
  const form = new FormData();
  form.set('segment_index', String(index));
  form.set('media', new Blob([new Uint8Array(bytes)]), 'blob');
  const address = platforms.at(`/twitter/api/2/media/upload/${id}/append`);
  return fetch(address, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
}
async function uploaded(bytes: Buffer, mediaType = 'image/jpeg', category = 'tweet_image'): Promise<string> {
  const { data } = await upload('initialize', {
    ...{ media_type: mediaType, total_bytes: bytes.length, media_category: category },
  });
  expect((await append(data.id, bytes)).status).toBe(200);
  await call(`/twitter/api/2/media/upload/${data.id}/finalize`, { token, method: 'POST' });
  return data.id;
}

async function person(): Promise<string> {
  number += 1;
  const id = `99000000000000${1000 + number}`;
  await control('accounts', { platform: 'twitter', id, handle: `person${number}`, name: `Person ${number}` });
  return id;
}

beforeEach(async () => {
  await control('clock', { reset: true });
  await control('visibility', { platform: 'twitter', hiddenMs: 0 });
  account = await person();
  token = await tokenFor();
});

test('a post is created once, stands first in the list, and in the ledger with its arrival', async () => {
  const before = Date.now();
  const { status, body, headers } = await post({ text: 'Fresh from the kiln & <still> warm' });
  expect(status).toBe(201);
  const { id } = body.data;
  const escaped = 'Fresh from the kiln &amp; &lt;still&gt; warm';
  expect(body).toEqual({ data: { id, text: escaped, edit_history_tweet_ids: [id] } });
  expect([headers.get('x-rate-limit-limit'), headers.get('x-rate-limit-remaining')]).toEqual(['100', '99']);
  const { data } = await list('&tweet.fields=created_at,author_id');
  expect(data[0]).toMatchObject({ id, text: escaped, author_id: account, created_at: expect.any(String) });
  const requests = await told(`requests?platform=twitter&since=${before}`);
  expect(requests).toMatchObject([
    {
      account,
      name: 'tweets',
      text: 'Fresh from the kiln & <still> warm',
      published: true,
      postId: id,
      status: 201,
    },
  ]);
  expect(requests[0].at).toBeGreaterThanOrEqual(before);
});

test('links are shortened in what is told, and stand whole in the entities', async () => {
  const { body } = await post({ text: 'Shop: https://example.com/a/very/long/path?with=everything.' });
  expect(body.data.text).toMatch(/^Shop: https:\/\/t\.co\/\w{10}\.$/);
  const { data } = await list('&tweet.fields=entities');
  expect(data[0].entities.urls).toMatchObject([
    { start: 6, end: 29, expanded_url: 'https://example.com/a/very/long/path?with=everything' },
  ]);
});

test('the same text is refused as a duplicate until the window is over, and only to that account', async () => {
  const text = 'Once is enough';
  expect((await post({ text })).status).toBe(201);
  const again = await post({ text: ` ${text} ` });
  expect([again.status, again.body]).toEqual([
    403,
    {
      ...{ title: 'Forbidden', type: 'about:blank', status: 403 },
      detail: 'You are not allowed to create a Tweet with duplicate content.',
    },
  ]);
  expect((await post({ text }, await tokenFor(await person()))).status).toBe(201);
  const requests = await told('requests?platform=twitter');
  expect(requests.filter((request: { text: string }) => request.text === text)).toMatchObject([
    { published: true },
    { published: false, status: 403 },
    { published: true },
  ]);
  await control('clock', { advanceSeconds: 12 * 3600 + 1 });
  expect((await post({ text }, await tokenFor())).status).toBe(201);
});

test.each([
  ['280 light characters', 'a'.repeat(280), 201],
  ['281 light characters', 'b'.repeat(281), 400],
  ['140 heavy characters', '陶'.repeat(140), 201],
  ['141 heavy characters', '陶'.repeat(141), 400],
  ['a link counts 23', `${'c'.repeat(256)} https://example.com/${'d'.repeat(200)}`, 201],
  ['a family is one emoji', `${'e'.repeat(278)}👨‍👩‍👧‍👦`, 201],
  ['an emoji counts two', `${'f'.repeat(279)}🏺`, 400],
])('the weight of a text is limited: %s', async (_name, text, status) => {
  const answer = await post({ text });
  expect(answer.status).toBe(status);
  if (status === 400) expect(answer.body.errors[0].message).toMatch(/^Your Tweet text is too long\./);
});

test('pictures are uploaded in parts or as base64, described, and shown with the post', async () => {
  const [one, other] = [await picture(200), await picture(100)];
  const first = await uploaded(one);
  const { data } = await upload('initialize', { media_type: 'image/jpeg', total_bytes: other.length });
  expect(data).toEqual({
    id: expect.stringMatching(/^\d{19}$/),
    media_key: `3_${data.id}`,
    expires_after_secs: 86_400,
  });
  const half = Math.floor(other.length / 2);
  const [head, tail] = [other.subarray(0, half), other.subarray(half)];
  await upload(`${data.id}/append`, { media: tail.toString('base64'), segment_index: 1 });
  const early = await call(`/twitter/api/2/media/upload/${data.id}/finalize`, { token, method: 'POST' });
  expect(early.status).toBe(400);
  await upload(`${data.id}/append`, { media: head.toString('base64'), segment_index: 0 });
  const done = await call(`/twitter/api/2/media/upload/${data.id}/finalize`, { token, method: 'POST' });
  expect(done.body.data).toMatchObject({ id: data.id, size: other.length });
  expect(done.body.data).not.toHaveProperty('processing_info');
  const described = { id: first, metadata: { alt_text: { text: 'A bowl' } } };
  expect((await call('/twitter/api/2/media/metadata', { token, json: described })).status).toBe(200);

  const { body } = await post({ text: 'Two bowls', media: { media_ids: [first, data.id] } });
  expect(body.data.text).toMatch(/^Two bowls https:\/\/t\.co\/\w{10}$/);
  const listed = await list(
    '&tweet.fields=attachments&expansions=attachments.media_keys&media.fields=url,alt_text',
  );
  expect(listed.data[0].attachments.media_keys).toEqual([`3_${first}`, `3_${data.id}`]);
  const [shown] = listed.includes.media;
  expect(shown).toMatchObject({ type: 'photo', alt_text: 'A bowl' });
  expect(Buffer.from(await (await fetch(shown.url)).arrayBuffer())).toEqual(one);
});

test('a video is processed first: until then no post may have it', async () => {
  const video = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), Buffer.alloc(100)]);
  const id = await uploaded(video, 'video/mp4', 'tweet_video');
  const asked = async () =>
    (await call(`/twitter/api/2/media/upload?command=STATUS&media_id=${id}`, { token })).body.data;
  expect(await asked()).toMatchObject({ processing_info: { state: 'in_progress', check_after_secs: 1 } });
  expect((await post({ media: { media_ids: [id] } })).body.errors[0].message).toBe(
    'Your media IDs are invalid.',
  );
  await control('clock', { advanceSeconds: 2 });
  expect(await asked()).toMatchObject({ processing_info: { state: 'succeeded' } });
  expect((await post({ media: { media_ids: [id] } })).status).toBe(201);
});

test('media are their owner’s, live for a day, and are what they are said to be', async () => {
  const id = await uploaded(await picture(50));
  const status = async (bearer: string) =>
    (await post({ text: 'borrowed', media: { media_ids: [id] } }, bearer)).status;
  expect(await status(await tokenFor(await person()))).toBe(400);
  await control('clock', { advanceSeconds: 86_401 });
  expect(await status(await tokenFor())).toBe(400);
  await control('clock', { reset: true });
  const lie = await upload('initialize', { media_type: 'image/png', total_bytes: (await picture(9)).length });
  await append(lie.data.id, await picture(9));
  const { status: refused } = await call(`/twitter/api/2/media/upload/${lie.data.id}/finalize`, {
    ...{ token, method: 'POST' },
  });
  expect(refused).toBe(400);
  const large = { media_type: 'image/jpeg', total_bytes: 5 * 1024 * 1024 + 1 };
  expect(await upload('initialize', large)).toMatchObject({ title: 'Invalid Request' });
});

test.each([
  ['nothing', {}, 400],
  ['an unknown member', { text: 'x', caption: 'y' }, 400],
  ['media that nobody uploaded', { text: 'x', media: { media_ids: ['1000000000000000001'] } }, 400],
  ['a reply to nothing', { text: 'x', reply: { in_reply_to_tweet_id: '1000000000000000001' } }, 403],
])('%s is refused', async (_name, json, status) => {
  expect((await post(json)).status).toBe(status);
});

test('writing needs tweet.write, uploading media.write', async () => {
  const reader = await tokenFor(account, ['tweet.read', 'users.read']);
  expect((await post({ text: 'May I?' }, reader)).status).toBe(403);
  const json = { media_type: 'image/jpeg', total_bytes: 10 };
  expect((await call('/twitter/api/2/media/upload/initialize', { token: reader, json })).status).toBe(403);
});

test('a reply stands below a post, is a post itself, and no request of the ledger', async () => {
  const { data: parent } = (await post({ text: 'Ask me anything' })).body;
  const before = Date.now();
  const reply = { text: 'First!', reply: { in_reply_to_tweet_id: parent.id } };
  expect((await post(reply)).status).toBe(201);
  const { data } = await list('&tweet.fields=referenced_tweets');
  expect(data[0]).toMatchObject({
    text: 'First!',
    referenced_tweets: [{ type: 'replied_to', id: parent.id }],
  });
  expect((await list(',replies')).data[0]).toMatchObject({ id: parent.id });
  expect(await told(`requests?platform=twitter&since=${before}`)).toEqual([]);
});

test('a fresh post is missing in the list for a while; what it did stays over a restart', async () => {
  await control('visibility', { platform: 'twitter', hiddenMs: 60_000 });
  const { data } = (await post({ text: 'Not yet to be seen' })).body;
  expect((await list()).data[0].id).not.toBe(data.id);
  expect((await post({ text: 'Not yet to be seen' })).status).toBe(403);
  await platforms.restart();
  expect((await post({ text: 'Not yet to be seen' })).status).toBe(403);
  await control('clock', { advanceSeconds: 61 });
  expect((await list()).data[0].id).toBe(data.id);
  await control('clock', { reset: true });
  const link = await fetch(platforms.at(`/twitter/x/i/web/status/${data.id}`), { redirect: 'manual' });
  expect(link.headers.get('location')).toBe(`/feed/twitter/${account}#${data.id}`);
  expect((await call(`/feed/twitter/${account}`)).body).toContain('Not yet to be seen');
});

test('the hundred-and-first post of a quarter of an hour is too much', async () => {
  const busy = { platform: 'twitter', id: '990000000000000001', handle: 'busy', name: 'Busy' };
  await control('accounts', busy);
  const bearer = await tokenFor(busy.id);
  for (let count = 0; count < 100; count += 1) await post({ text: `post ${count}` }, bearer);
  const { status, headers } = await post({ text: 'one more' }, bearer);
  expect([status, headers.get('x-rate-limit-remaining')]).toEqual([429, '0']);
  expect(Number(headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThan(Date.now());
});
