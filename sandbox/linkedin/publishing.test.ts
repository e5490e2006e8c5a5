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
const tokenFor = async (accountId: string, scopes?: string[]): Promise<string> =>
  (await control('tokens', { platform: 'linkedin', accountId, scopes })).body.access_token;
beforeEach(async () => {
  await control('clock', { reset: true });
  number += 1;
  account = `member${number}`;
  await control('accounts', { platform: 'linkedin', id: account, handle: account, name: `Member ${number}` });
  token = await tokenFor(account);
});

async function rest(path: string, json?: object, changes: Record<string, string> = {}) {
  const { now } = await told('clock');
  const headers = {
    'linkedin-version': now.slice(0, 7).replace('-', ''),
    'x-restli-protocol-version': '2.0.0',
    ...changes,
  };
  return call(`/linkedin/api/rest/${path}`, { token, headers, json });
}
const newPost = (commentary: string, changes: object = {}) => ({
  ...{ author: `urn:li:person:${account}`, commentary, visibility: 'PUBLIC' },
  distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: false,
  ...changes,
});
const post = (commentary: string, changes: object = {}) => rest('posts', newPost(commentary, changes));
const posts = () => told(`posts?platform=linkedin&account=${account}`);
const initialize = (owner = `urn:li:person:${account}`) =>
  rest('images?action=initializeUpload', { initializeUploadRequest: { owner } });
const picture = () =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
async function uploaded(bytes: Buffer): Promise<string> {
  const { value } = (await initialize()).body;
  const headers = { authorization: `Bearer ${token}` };
  const put = await fetch(value.uploadUrl, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  expect(put.status).toBe(201);
  return value.image;
}

test('a post is answered with 201, nothing in the body and its URN in a header; the ledger has it', async () => {
  const { status, body, headers } = await post('Hello \\(again\\) #ceramics');
  expect([status, body]).toEqual([201, '']);
  const urn = headers.get('x-restli-id') ?? '';
  expect(urn).toMatch(/^urn:li:share:7\d{18}$/);
  expect(await posts()).toMatchObject([{ id: urn, text: 'Hello (again) #ceramics', kind: 'text' }]);
  expect(await told(`requests?account=${account}`)).toMatchObject([
    { name: 'posts', text: 'Hello (again) #ceramics', published: true, postId: urn, status: 201 },
  ]);
  const link = await fetch(platforms.at(`/linkedin/www/feed/update/${urn}/`), { redirect: 'manual' });
  expect(link.headers.get('location')).toBe(`/feed/linkedin/${account}#${encodeURIComponent(urn)}`);
});

test('the same content is refused with the URN of the first, until the window is over', async () => {
  const { headers } = await post('Only once');
  const again = await post('Only once', { visibility: 'CONNECTIONS' });
  expect([again.status, again.body]).toEqual([
    422,
    {
      errorDetailType: 'com.linkedin.common.error.BadRequest',
      message: `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${headers.get('x-restli-id')}`,
      errorDetails: {
        inputErrors: [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }],
      },
      status: 422,
    },
  ]);
  await platforms.restart();
  expect((await post('Only once')).status).toBe(422);
  await control('clock', { advanceSeconds: 86_401 });
  expect((await post('Only once')).status).toBe(201);
  expect(
    (await told(`requests?account=${account}`)).map((request: { published: boolean }) => request.published),
  ).toEqual([true, false, false, true]);
});

test.each([
  [
    'reserved characters that are escaped',
    'a \\_b\\_ \\[c\\] \\{d\\} 1 \\< 2 \\| 3 \\~ 4 \\\\',
    'a _b_ [c] {d} 1 < 2 | 3 ~ 4 \\',
  ],
  [
    'mentions and hashtags',
    'Thanks @[Max \\(M\\)](urn:li:person:yrZ) {hashtag|\\#|clay} #kiln',
    'Thanks Max (M) #clay #kiln',
  ],
  ['one that is not escaped cuts the text off', 'It works (mostly) well', 'It works '],
])('%s', async (_name, commentary, seen) => {
  expect((await post(commentary)).status).toBe(201);
  expect((await posts())[0].text).toBe(seen);
});

test('a picture is uploaded first; then a post shows it, or several', async () => {
  const bytes = await picture();
  const [one, other] = [await uploaded(bytes), await uploaded(bytes)];
  expect((await rest(`images/${encodeURIComponent(one)}`)).body).toMatchObject({
    id: one,
    status: 'AVAILABLE',
  });
  expect((await post('One', { content: { media: { id: one, altText: 'A bowl' } } })).status).toBe(201);
  const images = [{ id: one }, { id: other, altText: 'The other side' }];
  expect((await post('Two', { content: { multiImage: { images } } })).status).toBe(201);
  const [first, second] = await posts();
  expect(first).toMatchObject({ kind: 'image', details: { altTexts: ['A bowl'] } });
  expect(second.media).toHaveLength(2);
  expect((await call(`/feed/linkedin/${account}`)).body).toContain(`/media/${first.media[0]}`);
});

test('a picture that waits for its bytes, is none, or is another’s cannot be posted', async () => {
  const codeOf = async (id: string) => {
    const { status, body } = await post('Look', { content: { media: { id } } });
    return [status, body.errorDetails.inputErrors[0].code];
  };
  const { value } = (await initialize()).body;
  expect(await codeOf(value.image)).toEqual([400, 'MEDIA_ASSET_WAITING_UPLOAD']);
  const broken = await uploaded(Buffer.from('no picture'));
  expect(await codeOf(broken)).toEqual([400, 'MEDIA_ASSET_PROCESSING_FAILED']);
  expect(await codeOf('urn:li:image:nobodys')).toEqual([400, 'INVALID_CONTENT_OWNERSHIP']);
  expect((await initialize('urn:li:person:782bbtaQ4x')).status).toBe(403);
  expect(await posts()).toEqual([]);
});

test.each([
  ['without an author', { author: undefined }, 422, /\/author :: field is required but not found/],
  ['with an unknown member', { text: 'x' }, 422, /\/text :: unrecognized field found but not allowed/],
  ['in another’s name', { author: 'urn:li:person:782bbtaQ4x' }, 403, /fields \[\/author\]/],
  ['as a draft', { lifecycleState: 'DRAFT' }, 422, /lifecycleState/],
  ['of too many characters', { commentary: 'x'.repeat(3001) }, 422, /exceeded the maximum allowed/],
  ['without words or content', { commentary: '' }, 422, /commentary/],
])('a post %s is refused', async (_name, changes, status, message) => {
  const answer = await post('Hello', changes);
  expect([answer.status, answer.body.status]).toEqual([status, status]);
  expect(answer.body.message).toMatch(message);
});

test('version, protocol and permission are wanted', async () => {
  expect((await rest('posts', newPost('x'), { 'x-restli-protocol-version': '1.0.0' })).status).toBe(400);
  expect((await rest('posts', newPost('x'), { 'linkedin-version': '202001' })).status).toBe(426);
  token = await tokenFor(account, ['openid', 'profile']);
  expect((await post('x')).body).toMatchObject({ status: 403, code: 'ACCESS_DENIED' });
});

test('a member’s posts cannot be listed or read by those who may only write', async () => {
  const author = encodeURIComponent(`urn:li:person:${account}`);
  for (const path of [`posts?q=author&author=${author}`, 'posts/urn%3Ali%3Ashare%3A7000000000000000001']) {
    expect((await rest(path)).body).toMatchObject({
      status: 403,
      serviceErrorCode: 100,
      code: 'ACCESS_DENIED',
    });
  }
});

test('a comment stands below its post', async () => {
  const urn = (await post('Ask me')).headers.get('x-restli-id') ?? '';
  const comment = { actor: `urn:li:person:${account}`, object: urn, message: { text: 'Here is the link' } };
  const { status, body, headers } = await rest(`socialActions/${encodeURIComponent(urn)}/comments`, comment);
  expect([status, headers.get('x-restli-id')]).toEqual([201, body.id]);
  expect((await call(`/feed/linkedin/${account}`)).body).toContain('Here is the link');
  expect((await rest('socialActions/urn%3Ali%3Ashare%3A1/comments', comment)).status).toBe(404);
  expect(await told(`requests?account=${account}`)).toHaveLength(1);
});
