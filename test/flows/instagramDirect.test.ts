import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { forgetGivenTokens } from '../../commands/forgetTokens.ts';
import { row, rows } from '../../db/query.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import type { Json } from '../support/apiClient.ts';
import { shownIn, textOf, wholeDatabase } from '../support/clearText.ts';
import { eventually } from '../support/eventually.ts';
import { aPicture, aVideo, startMediaServer, type MediaServer } from '../support/mediaServer.ts';
import {
  aPublisher,
  postIn,
  publishedAt,
  startPublishingStack,
  type Publisher,
} from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
let shop: Publisher;
let elsewhere: MediaServer;
/** A picture that the API itself gives out: it stands for one of the public Internet. */
let image_url: string;
/** Every token that was given: none may show anywhere. */
const tokens: string[] = [];

beforeAll(async () => {
  stack = await startPublishingStack();
  shop = await aPublisher(stack);
  shop.client = shop.client.with({ 'accept-language': 'en' });
  elsewhere = await startMediaServer();
  image_url = await aPublicFile('picture.png', await aPicture(640, 640, 'png'));
}, 120_000);
afterAll(async () => {
  await elsewhere.close();
  await stack.close();
});

/** Puts a file where anybody can fetch it; its address. */
async function aPublicFile(name: string, bytes: Buffer): Promise<string> {
  await createDiskStorage(stack.api.config.MEDIA_DIR).put(`images/${name}`, bytes);
  return `${stack.api.config.PUBLIC_URL}/media/images/${name}`;
}

interface Account {
  access_token: string;
  page_id: string;
}

/** An account of Instagram that nobody connected, with a token of it. */
async function anAccount(scopes?: string[]): Promise<Account> {
  const id = `ig${randomUUID().slice(0, 8)}`;
  const details = { callLimit: '100000' };
  await stack.sandbox.control('accounts', {
    platform: 'instagram',
    id,
    handle: id,
    name: `Shop ${id}`,
    details,
  });
  const grant = { platform: 'instagram', accountId: id, ...(scopes && { scopes }) };
  const { access_token } = await stack.sandbox.control('tokens', grant);
  tokens.push(access_token);
  return { access_token, page_id: id };
}

const post = (path: string, body: object, key?: string) =>
  shop.client.post(`/api/instagram/${path}`, body, key ? { headers: { 'idempotency-key': key } } : {});
const at = ({ page_id }: Account) => publishedAt(stack, 'instagram', page_id);

/** What is left of the tokens that were given. */
const keptTokens = () =>
  rows(
    `select state from publications where token_encrypted is not null
     union all select state from comment_replies where token_encrypted is not null`,
  );

describe('validate-credentials', () => {
  test('names the account and what the token allows', async () => {
    const account = await anAccount();
    const { status, body } = await post('validate-credentials', account);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { valid: true, page_name: `Shop ${account.page_id}`, page_id: account.page_id, reason: null },
    });
    expect(body.permissions).toEqual(
      expect.arrayContaining(['instagram_business_basic', 'instagram_business_content_publish']),
    );
  });

  test('a permission that was not granted is not told', async () => {
    const { body } = await post('validate-credentials', await anAccount(['instagram_business_basic']));
    expect(body).toMatchObject({ valid: true, permissions: ['instagram_business_basic'] });
  });

  test('a wrong token and another account are said, and no error', async () => {
    const account = await anAccount();
    const wrong = await post('validate-credentials', { ...account, access_token: 'IGAAwrong' });
    expect(wrong).toMatchObject({
      status: 200,
      body: { valid: false, page_name: null, page_id: null, permissions: null, reason: 'token_refused' },
    });
    const other = await post('validate-credentials', { ...account, page_id: '17841400008460056' });
    expect(other.body).toMatchObject({ valid: false, reason: 'other_account', page_id: account.page_id });
    expect(other.body.message).toContain(account.page_id);
  });

  test('a platform that is away is 503', async () => {
    const account = await anAccount();
    await stack.sandbox.fault({ standIn: 'instagram', fault: 'unavailable', match: account.page_id });
    expect((await post('validate-credentials', account)).status).toBe(503);
  });
});

describe('publish-post and publish-story', () => {
  test('answer with the ids once it is there, and the scheduler shows the post', async () => {
    const account = await anAccount();
    const { status, body } = await post('publish-post', { ...account, image_url, caption: 'Direct #a' });
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
    const { posts } = await at(account);
    expect(posts).toMatchObject([{ id: body.post_id, text: 'Direct #a' }]);
    expect(body.container_id).toBe(posts[0]?.details.containerId);
    const { body: found } = await shop.client.get('/api/scheduler/posts/?platform=instagram');
    const [mine] = found.results.filter(({ caption }: Json) => caption === 'Direct #a');
    expect(mine).toMatchObject({
      status: 'posted',
      targets: [{ connection_id: null, username: account.page_id, platform_post_id: body.post_id }],
    });
    const { body: detail } = await shop.client.get(`/api/scheduler/posts/${mine.id}/`);
    expect(detail.metadata).toEqual({ origin: 'instagram_direct' });
    expect(await keptTokens()).toEqual([]);
  });

  test('a story is no post of the feed', async () => {
    const account = await anAccount();
    const { status, body } = await post('publish-story', { ...account, image_url });
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
    expect((await at(account)).posts).toMatchObject([{ id: body.story_id, listed: false }]);
    expect(body.container_id).toMatch(/^179/);
  });

  test('a token that Instagram refuses is 400 at its member, and not kept', async () => {
    const account = await anAccount();
    tokens.push('IGAA-a-wrong-token-of-a-test');
    const { status, body } = await post('publish-post', {
      ...{ image_url, page_id: account.page_id, access_token: 'IGAA-a-wrong-token-of-a-test' },
    });
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(body.details.access_token[0]).toMatch(/does not accept the token/);
    expect((await at(account)).requests).toEqual([]);
    expect(await keptTokens()).toEqual([]);
    const failed = await row<{ id: number; target: string }>(
      `select post_id as id, id as target from publications where account_id = $1`,
      [account.page_id],
    );
    const again = await shop.client.post(`/api/scheduler/posts/${failed?.id}/retry/`, {
      target: failed?.target,
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'post_token_gone' } });
  });

  test('a token without the permission is refused as well', async () => {
    const account = await anAccount(['instagram_business_basic']);
    const { status, body } = await post('publish-post', { ...account, image_url });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['access_token'] });
  });

  test('a caption that Instagram does not take is refused before anything is fetched', async () => {
    const wrong = { caption: 'a'.repeat(2201), image_url: 'http://127.0.0.1:1/a.png' };
    const { status, body } = await post('publish-post', { ...(await anAccount()), ...wrong });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['caption'] });
    const tags = Array.from({ length: 31 }, (_, each) => `#h${each}`).join(' ');
    const many = await post('publish-post', { ...(await anAccount()), image_url, caption: tags });
    expect(many.body.details.caption[0]).toMatch(/30 hashtags/);
  });

  const addresses: [string, () => Promise<string> | string, RegExp][] = [
    ['of the cloud’s metadata', () => 'http://169.254.169.254/latest/meta-data', /public Internet/],
    ['of this machine', () => elsewhere.at('640x640.jpg'), /public Internet/],
    ['of this machine in IPv6', () => 'http://[::1]/a.png', /public Internet/],
    ['of a private network', () => 'https://10.0.0.1/a.png', /public Internet/],
    ['of no protocol for pictures', () => 'file:///etc/passwd', /./],
    [
      'that leads on',
      () => `${stack.api.url}/api/social-accounts/connect/instagram/callback?error=no&state=x`,
      /leads on/,
    ],
    ['without a picture', () => `${stack.api.url}/health`, /neither a picture|no PNG/],
    ['where nothing is', () => `${stack.api.url}/media/images/nothing.png`, /refuses/],
    ['of a film', () => aPublicFile('film.mp4', aVideo(5000)), /no PNG/],
    [
      'of too large a file',
      () => aPublicFile('huge.png', Buffer.alloc(26 * 1024 * 1024, '89504e470d0a1a0a', 'hex')),
      /too large/,
    ],
  ];
  test.each(addresses)('an address %s is refused', async (_, address, message) => {
    const account = await anAccount();
    const url = await address();
    const { status, body } = await post('publish-story', { ...account, image_url: url });
    expect({ status, fields: Object.keys(body.details ?? {}) }).toEqual({
      status: 400,
      fields: ['image_url'],
    });
    expect(body.details.image_url[0]).toMatch(message);
  });

  test('an answer that is lost after Instagram published brings one post', async () => {
    const account = await anAccount();
    await stack.sandbox.fault({
      ...{ standIn: 'instagram', fault: 'drop_after_work', operation: 'commit' },
      match: account.page_id,
    });
    const { status, body } = await post('publish-post', { ...account, image_url, caption: 'lost answer' });
    expect([200, 202]).toContain(status);
    const id = status === 202 ? body.id : null;
    if (id !== null) await postIn(shop, id, ['posted'], 60_000);
    const { posts, requests } = await at(account);
    expect({ posts: posts.length, requests: requests.length }).toEqual({ posts: 1, requests: 1 });
    expect(await keptTokens()).toEqual([]);
  }, 90_000);

  test('what takes longer is 202 with where to look; its key then tells the end, and publishes once', async () => {
    const account = await anAccount();
    const key = randomUUID();
    const request = { ...account, image_url: await aPublicFile('late.png', await aPicture(600, 600, 'png')) };
    await stack.sandbox.fault({
      ...{ standIn: 'instagram', fault: 'rate_limited', operation: 'prepare' },
      ...{ match: account.page_id, retryAfterSeconds: 24 },
    });
    const first = await post('publish-post', { ...request, caption: 'slow' }, key);
    expect(first).toMatchObject({ status: 202, body: { state: 'scheduled', container_id: null } });
    expect(await keptTokens()).toHaveLength(1);
    await postIn(shop, first.body.id, ['posted'], 60_000);
    expect(new URL(first.body.post_url).pathname).toBe(`/api/scheduler/posts/${first.body.id}/`);
    await createDiskStorage(stack.api.config.MEDIA_DIR).remove('images/late.png');
    const again = await post('publish-post', { ...request, caption: 'slow' }, key);
    expect(again).toMatchObject({ status: 200, body: { success: true } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await at(account)).posts).toMatchObject([{ id: again.body.post_id }]);
    const other = await post('publish-post', { ...request, caption: 'other' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  }, 90_000);

  test('two requests with one key at once are one post', async () => {
    const account = await anAccount();
    const key = randomUUID();
    const answers = await Promise.all(
      [1, 2].map(() => post('publish-post', { ...account, image_url, caption: 'twice' }, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect((await at(account)).posts).toHaveLength(1);
  });

  test('a token that waits for a verdict is deleted within a day', async () => {
    const account = await anAccount();
    const { body } = await post('publish-post', { ...account, image_url, caption: 'parked' });
    await rows(
      `update publications set state = 'parked', state_since = now() - interval '21 hours', token_encrypted = 'x'
       where platform_post_id = $1 returning id`,
      [body.post_id],
    );
    await forgetGivenTokens();
    expect(await keptTokens()).toEqual([]);
  });
});

describe('reply-comment', () => {
  /** A comment of a customer below a post of the account. */
  async function aComment(account: Account): Promise<string> {
    const { body } = await post('publish-post', { ...account, image_url, caption: randomUUID() });
    const address = `${stack.sandbox.url}/instagram/graph/v23.0/${body.post_id}/comments`;
    const form = new URLSearchParams({ message: 'Nice!', access_token: account.access_token });
    const written = (await (await fetch(address, { method: 'POST', body: form })).json()) as Json;
    return written.id;
  }
  const repliesTo = async ({ access_token }: Account, comment: string): Promise<Json[]> => {
    const query = new URLSearchParams({ fields: 'id,text', access_token }).toString();
    const answer = await fetch(`${stack.sandbox.url}/instagram/graph/v23.0/${comment}/replies?${query}`);
    return ((await answer.json()) as Json).data;
  };

  test('answers with the id, once for a key, and shows what became of it', async () => {
    const account = await anAccount();
    const comment_id = await aComment(account);
    const key = randomUUID();
    const request = { ...account, comment_id, text: 'Merci ! 😊' };
    const answers = [await post('reply-comment', request, key), await post('reply-comment', request, key)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [reply] = await repliesTo(account, comment_id);
    for (const { body } of answers) expect(body).toEqual({ success: true, reply_id: reply.id });
    expect(await repliesTo(account, comment_id)).toHaveLength(1);
    const kept = await row<{ id: string }>('select id from comment_replies where reply_id = $1', [reply.id]);
    const { body: detail } = await shop.client.get(`/api/instagram/replies/${kept?.id}/`);
    expect(detail).toMatchObject({ state: 'sent', reply_id: reply.id, text: 'Merci ! 😊', problem: null });
    expect(
      (await (await aPublisher(stack, 'other')).client.get(`/api/instagram/replies/${kept?.id}`)).status,
    ).toBe(404);
    expect(await keptTokens()).toEqual([]);
  });

  test('whatever way the answer is lost, one reply stands there', async () => {
    const reply = async (fault: string) => {
      const account = await anAccount();
      const comment_id = await aComment(account);
      await stack.sandbox.fault({
        standIn: 'instagram',
        fault,
        operation: 'comment',
        match: account.page_id,
      });
      const { status, body } = await post('reply-comment', { ...account, comment_id, text: 'Once' });
      expect([200, 202]).toContain(status);
      if (status === 202)
        await eventually(async () => {
          const { body: detail } = await shop.client.get(`/api/instagram/replies/${body.id}`);
          expect(detail.state).toBe('sent');
        }, 60_000);
      expect(await repliesTo(account, comment_id)).toHaveLength(1);
    };
    // Each waits until Instagram would surely show its reply: side by side.
    await Promise.all(['drop_after_work', 'drop_before_work', 'server_error_after_work'].map(reply));
    expect(await keptTokens()).toEqual([]);
  }, 90_000);

  test('the same text twice, as two requests, is two replies', async () => {
    const account = await anAccount();
    const comment_id = await aComment(account);
    const request = { ...account, comment_id, text: 'Thanks' };
    const answers = await Promise.all([post('reply-comment', request), post('reply-comment', request)]);
    expect(new Set(answers.map(({ body }) => body.reply_id)).size).toBe(2);
    expect(await repliesTo(account, comment_id)).toHaveLength(2);
  });

  test('a refused token, and a comment that is not there, are 400', async () => {
    const account = await anAccount();
    const comment_id = await aComment(account);
    const wrong = { ...account, comment_id, text: 'Hello', access_token: 'IGAA-a-wrong-token-of-a-test' };
    const refused = await post('reply-comment', wrong);
    expect({ status: refused.status, fields: Object.keys(refused.body.details) }).toEqual({
      ...{ status: 400, fields: ['access_token'] },
    });
    const gone = await post('reply-comment', { ...account, comment_id: '17800000000000001', text: 'Hello' });
    expect({ status: gone.status, fields: Object.keys(gone.body.details) }).toEqual({
      ...{ status: 400, fields: ['comment_id'] },
    });
    const escaping = await post('reply-comment', { ...account, comment_id: '../me', text: 'Hello' });
    expect(Object.keys(escaping.body.details)).toEqual(['comment_id']);
  });
});

test('a worker that dies while a reply is on its way leaves one reply', async () => {
  const account = await anAccount();
  const { body } = await post('publish-post', { ...account, image_url, caption: 'killed' });
  const address = `${stack.sandbox.url}/instagram/graph/v23.0/${body.post_id}/comments`;
  const form = new URLSearchParams({ message: 'Nice!', access_token: account.access_token });
  const comment = ((await (await fetch(address, { method: 'POST', body: form })).json()) as Json).id;
  await stack.sandbox.fault({
    ...{ standIn: 'instagram', fault: 'slow_after_work', operation: 'comment', delayMs: 4_000 },
    match: account.page_id,
  });
  const answer = post('reply-comment', { ...account, comment_id: comment, text: 'Still once' });
  await eventually(async () => {
    const sending = await row(
      `select 1 as sending from comment_replies where comment_id = $1 and state = 'sending'`,
      [comment],
    );
    expect(sending).toBeDefined();
    const replies = await fetch(
      `${stack.sandbox.url}/instagram/graph/v23.0/${comment}/replies?access_token=${account.access_token}`,
    );
    expect(((await replies.json()) as Json).data).toHaveLength(1);
  });
  await stack.worker.kill();
  await stack.worker.start();
  expect((await answer).status).toBe(202);
  await eventually(async () => {
    const found = await row<{ state: string }>('select state from comment_replies where comment_id = $1', [
      comment,
    ]);
    expect(found?.state).toBe('sent');
  }, 90_000);
  const query = `access_token=${account.access_token}&fields=id`;
  const replies = await fetch(`${stack.sandbox.url}/instagram/graph/v23.0/${comment}/replies?${query}`);
  expect(((await replies.json()) as Json).data).toHaveLength(1);
}, 150_000);

test('no token that was given stands in clear: not in a table, a history or a log', async () => {
  expect(tokens.length).toBeGreaterThan(10);
  expect(shownIn(await wholeDatabase(), tokens)).toEqual([]);
  expect(shownIn(stack.worker.output, tokens)).toEqual([]);
  for await (const { workflowId, runId } of stack.temporal.workflow.list()) {
    const history = await stack.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    expect({ workflowId, shown: shownIn(textOf(history), tokens) }).toEqual({
      workflowId,
      shown: [],
    });
  }
});
