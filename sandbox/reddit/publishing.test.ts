import { afterAll, beforeEach, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control, told } = platforms;
afterAll(() => platforms.close());

const agent = { 'user-agent': 'web:a.test:v1 (by /u/nobody)' };
/** Each test has an account of its own: what one moves the clock for is no other's future. */
let account = '';
let handle = '';
let token = '';
let number = 0;
const tokenFor = async (accountId: string, scopes?: string[]): Promise<string> =>
  (await control('tokens', { platform: 'reddit', accountId, scopes })).body.access_token;
async function person(details: Record<string, string> = {}): Promise<void> {
  number += 1;
  account = `acc${number}`;
  handle = `person_${number}`;
  await control('accounts', { platform: 'reddit', id: account, handle, name: handle, details });
  token = await tokenFor(account);
}
beforeEach(async () => {
  await control('clock', { reset: true });
  await control('visibility', { platform: 'reddit', hiddenMs: 0 });
  await person();
});

const send = (path: string, form: Record<string, string>) =>
  call(`/reddit/oauth/api/${path}`, { token, headers: agent, form: { api_type: 'json', ...form } });
const submit = async (form: Record<string, string>) =>
  (await send('submit', { kind: 'self', sr: 'test', title: 'A title', ...form })).body.json;
const listed = async (query = '') =>
  (
    await call(`/reddit/oauth/user/${handle}/submitted?limit=5${query}`, { token, headers: agent })
  ).body.data.children.map(({ data }: { data: object }) => data);
const picture = () =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: 'olive' } })
    .png()
    .toBuffer();
const lease = async (mimetype = 'image/png') => send('media/asset.json', { filepath: 'bowl.png', mimetype });
type Field = { name: string; value: string };
/** Puts a file into the storage: fields first, the file last. Returns the answer, and the address for the form. */
async function store(
  { args }: { args: { action: string; fields: Field[] } },
  file: Buffer,
  order = 'fields first',
) {
  const form = new FormData();
  const blob = new Blob([new Uint8Array(file)], { type: 'image/png' });
  if (order === 'file first') form.append('file', blob, 'bowl.png');
  for (const { name, value } of args.fields) form.append(name, value);
  if (order === 'fields first') form.append('file', blob, 'bowl.png');
  const { action } = args;
  const response = await fetch(action, { method: 'POST', body: form });
  const key = args.fields.find(({ name }) => name === 'key')?.value;
  return { status: response.status, text: await response.text(), address: `${action}/${key}` };
}

test('a text is submitted, listed, found at its address, and stands in the ledger', async () => {
  const { errors, data } = await submit({
    title: 'Glaze & fire',
    text: 'How do you *fire* < 1000 °C?',
    sr: 'Ceramics',
  });
  expect(errors).toEqual([]);
  expect(data).toEqual({
    ...{ id: expect.stringMatching(/^[\da-z]+$/), name: `t3_${data.id}`, drafts_count: 0 },
    url: platforms.at(`/reddit/www/r/ceramics/comments/${data.id}/glaze_fire/`),
  });
  const [first] = await listed();
  expect(first).toMatchObject({
    ...{ name: data.name, title: 'Glaze &amp; fire', subreddit: 'ceramics', is_self: true },
    selftext: 'How do you *fire* &lt; 1000 °C?',
  });
  expect((await listed('&raw_json=1'))[0]).toMatchObject({
    title: 'Glaze & fire',
    permalink: new URL(data.url).pathname.slice('/reddit/www'.length),
  });
  expect(await told(`requests?account=${account}`)).toMatchObject([
    { name: 'submit', text: 'How do you *fire* < 1000 °C?', published: true, postId: data.name, status: 200 },
  ]);
  const page = await fetch(data.url, { headers: agent, redirect: 'manual' });
  expect(page.headers.get('location')).toBe(`/feed/reddit/${account}#${data.name}`);
});

test('nothing keeps the same text from standing there twice', async () => {
  const first = await submit({ text: 'again' });
  const second = await submit({ text: 'again' });
  expect(second.data.id).not.toBe(first.data.id);
});

test('a link stands once in a subreddit, unless it is submitted again on purpose', async () => {
  const link = { kind: 'link', url: `https://example.com/${account}` };
  expect((await submit(link)).errors).toEqual([]);
  expect(await submit(link)).toEqual({
    errors: [['ALREADY_SUB', 'that link has already been submitted', 'url']],
  });
  await platforms.restart();
  expect((await submit({ ...link, sr: 'ceramics' })).errors).toEqual([]);
  expect((await submit({ ...link, resubmit: 'true' })).errors).toEqual([]);
  expect((await listed())[0]).toMatchObject({ url: link.url, post_hint: 'link', is_self: false });
  const requests = await told(`requests?account=${account}`);
  expect(requests.map(({ published }: { published: boolean }) => published)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test.each([
  ['SUBREDDIT_REQUIRED', 'sr', { sr: '' }],
  ['SUBREDDIT_NOEXIST', 'sr', { sr: 'no_such_place' }],
  ['SUBREDDIT_NOTALLOWED', 'sr', { sr: 'announcements' }],
  ['NO_SELFS', 'sr', { sr: 'pics' }],
  ['NO_TEXT', 'title', { title: ' ' }],
  ['TOO_LONG', 'title', { title: 'x'.repeat(301) }],
  ['TOO_LONG', 'text', { text: 'x'.repeat(40_001) }],
  ['NO_URL', 'url', { kind: 'link' }],
  ['BAD_URL', 'url', { kind: 'link', url: 'javascript:alert(1)' }],
  ['BAD_URL', 'url', { kind: 'image', url: 'https://example.com/bowl.png' }],
  ['INVALID_OPTION', 'kind', { kind: 'poll' }],
])('%s of %s is told with 200, and nothing is submitted', async (code, field, form) => {
  const { status, body } = await send('submit', { kind: 'self', sr: 'test', title: 'A title', ...form });
  expect([status, body.json]).toEqual([200, { errors: [[code, expect.any(String), field]] }]);
  expect(await told(`posts?account=${account}`)).toEqual([]);
});

test('a new account is asked to wait between submissions', async () => {
  await person({ minutesBetweenPosts: '10' });
  expect((await submit({ text: 'one' })).errors).toEqual([]);
  const { errors, ratelimit } = await submit({ text: 'two' });
  expect(errors).toEqual([
    ['RATELIMIT', expect.stringContaining('Take a break for 10 minutes'), 'ratelimit'],
  ]);
  expect(ratelimit).toBeGreaterThan(590);
  await control('clock', { advanceSeconds: 601 });
  expect((await submit({ text: 'two' })).errors).toEqual([]);
});

test('a picture is stored by a lease, then submitted: its id is not told, the list has it', async () => {
  const { body } = await lease();
  const file = await picture();
  const { status, text, address } = await store(body, file);
  expect([status, text]).toEqual([201, expect.stringContaining('<PostResponse><Location>')]);
  const { errors, data } = await submit({ kind: 'image', url: address, title: 'A bowl' });
  expect([errors, Object.keys(data)]).toEqual([[], ['user_submitted_page', 'websocket_url']]);
  expect((await listed())[0].title).not.toBe('A bowl');
  await control('clock', { advanceSeconds: 2 });
  const [first] = await listed();
  expect(first).toMatchObject({ title: 'A bowl', post_hint: 'image', is_self: false, subreddit: 'test' });
  expect(Buffer.from(await (await fetch(first.url)).arrayBuffer()).equals(file)).toBe(true);
});

test('a lease is for its own account, an hour, and a file that comes after its fields', async () => {
  const { body } = await lease();
  expect((await store(body, await picture(), 'file first')).status).toBe(403);
  const { address } = await store(body, await picture());
  await person();
  expect((await submit({ kind: 'image', url: address })).errors[0][0]).toBe('BAD_URL');
  const later = (await lease()).body;
  await control('clock', { advanceSeconds: 3601 });
  expect(await store(later, await picture())).toMatchObject({
    ...{ status: 403, text: expect.stringContaining('<Code>AccessDenied</Code>') },
  });
  expect((await lease('text/html')).status).toBe(400);
});

test('submitting takes its scope and a User-Agent, and is counted', async () => {
  const form = { kind: 'self', sr: 'test', title: 'x', api_type: 'json' };
  expect((await call('/reddit/oauth/api/submit', { token, form })).status).toBe(429);
  const { headers } = await send('submit', form);
  expect(headers.get('x-ratelimit-used')).toBe('1');
  token = await tokenFor(account, ['identity', 'history']);
  expect((await send('submit', form)).status).toBe(403);
});

test('a profile is open to its owner alone', async () => {
  expect((await submit({ sr: `u_${handle}` })).data.url).toContain(`/user/${handle}/comments/`);
  expect((await submit({ sr: 'u_atelier_lune' })).errors[0][0]).toBe('SUBREDDIT_NOTALLOWED');
});

test('a comment stands below its submission', async () => {
  const { data } = await submit({ text: 'Ask me' });
  const { json } = (await send('comment', { thing_id: data.name, text: 'The link is here' })).body;
  expect(json.errors).toEqual([]);
  expect(json.data.things).toMatchObject([
    { kind: 't1', data: { body: 'The link is here', parent_id: data.name, author: handle } },
  ]);
  expect((await call(`/feed/reddit/${account}`)).body).toContain('The link is here');
  expect((await send('comment', { thing_id: 't3_nothing', text: 'x' })).body.json.errors[0][0]).toBe(
    'NO_THING_ID',
  );
  expect(await told(`requests?account=${account}`)).toHaveLength(1);
});

test('a fresh submission is missing in the list for a while', async () => {
  await control('visibility', { platform: 'reddit', hiddenMs: 60_000 });
  const { data } = await submit({ text: 'soon' });
  const names = async () => (await listed()).map(({ name }: { name: string }) => name);
  expect(await names()).not.toContain(data.name);
  await control('clock', { advanceSeconds: 61 });
  expect((await names())[0]).toBe(data.name);
});
