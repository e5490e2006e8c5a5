import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { keptTokens, startInstagramDirect, type InstagramDirect } from '../support/instagramDirect.ts';
import { aVideo, startMediaServer, type MediaServer } from '../support/mediaServer.ts';

let direct: InstagramDirect;
let elsewhere: MediaServer;
beforeAll(async () => {
  direct = await startInstagramDirect();
  elsewhere = await startMediaServer();
}, 120_000);
afterAll(async () => {
  await elsewhere.close();
  await direct.stack.close();
});

describe('validate-credentials', () => {
  test('names the account and what the token allows', async () => {
    const account = await direct.anAccount();
    const { status, body } = await direct.post('validate-credentials', account);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { valid: true, page_name: `Shop ${account.page_id}`, page_id: account.page_id, reason: null },
    });
    expect(body.permissions).toEqual(
      expect.arrayContaining(['instagram_business_basic', 'instagram_business_content_publish']),
    );
  });

  test('a permission that was not granted is not told', async () => {
    const { body } = await direct.post(
      'validate-credentials',
      await direct.anAccount(['instagram_business_basic']),
    );
    expect(body).toMatchObject({ valid: true, permissions: ['instagram_business_basic'] });
  });

  test('a wrong token and another account are said, and no error', async () => {
    const account = await direct.anAccount();
    const wrong = await direct.post('validate-credentials', { ...account, access_token: 'IGAAwrong' });
    expect(wrong).toMatchObject({
      status: 200,
      body: { valid: false, page_name: null, page_id: null, permissions: null, reason: 'token_refused' },
    });
    const other = await direct.post('validate-credentials', { ...account, page_id: '17841400008460056' });
    expect(other.body).toMatchObject({ valid: false, reason: 'other_account', page_id: account.page_id });
    expect(other.body.message).toContain(account.page_id);
  });

  test('a platform that is away is 503', async () => {
    const account = await direct.anAccount();
    await direct.stack.sandbox.fault({ standIn: 'instagram', fault: 'unavailable', match: account.page_id });
    expect((await direct.post('validate-credentials', account)).status).toBe(503);
  });
});

describe('publish-post and publish-story', () => {
  test('answer with the ids once it is there, and the scheduler shows the post', async () => {
    const account = await direct.anAccount();
    const { status, body } = await direct.post('publish-post', {
      ...account,
      image_url: direct.image_url,
      caption: 'Direct #a',
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
    const { posts } = await direct.at(account);
    expect(posts).toMatchObject([{ id: body.post_id, text: 'Direct #a' }]);
    expect(body.container_id).toBe(posts[0]?.details.containerId);
    const { body: found } = await direct.shop.client.get('/api/scheduler/posts/?platform=instagram');
    const [mine] = found.results.filter(({ caption }: Json) => caption === 'Direct #a');
    expect(mine).toMatchObject({
      status: 'posted',
      targets: [{ connection_id: null, username: account.page_id, platform_post_id: body.post_id }],
    });
    const { body: detail } = await direct.shop.client.get(`/api/scheduler/posts/${mine.id}/`);
    expect(detail.metadata).toEqual({ origin: 'instagram_direct' });
    expect(await keptTokens()).toEqual([]);
  });

  test('a story is no post of the feed', async () => {
    const account = await direct.anAccount();
    const { status, body } = await direct.post('publish-story', { ...account, image_url: direct.image_url });
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
    expect((await direct.at(account)).posts).toMatchObject([{ id: body.story_id, listed: false }]);
    expect(body.container_id).toMatch(/^179/);
  });

  test('a token that Instagram refuses is 400 at its member, and not kept', async () => {
    const account = await direct.anAccount();
    direct.tokens.push('IGAA-a-wrong-token-of-a-test');
    const { status, body } = await direct.post('publish-post', {
      ...{
        image_url: direct.image_url,
        page_id: account.page_id,
        access_token: 'IGAA-a-wrong-token-of-a-test',
      },
    });
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(body.details.access_token[0]).toMatch(/does not accept the token/);
    expect((await direct.at(account)).requests).toEqual([]);
    expect(await keptTokens()).toEqual([]);
    const failed = await row<{ id: number; target: string }>(
      `select post_id as id, id as target from publications where account_id = $1`,
      [account.page_id],
    );
    const again = await direct.shop.client.post(`/api/scheduler/posts/${failed?.id}/retry/`, {
      target: failed?.target,
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'post_token_gone' } });
  });

  test('a token without the permission is refused as well', async () => {
    const account = await direct.anAccount(['instagram_business_basic']);
    const { status, body } = await direct.post('publish-post', { ...account, image_url: direct.image_url });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['access_token'] });
  });

  test('a caption that Instagram does not take is refused before anything is fetched', async () => {
    const wrong = { caption: 'a'.repeat(2201), image_url: 'http://127.0.0.1:1/a.png' };
    const { status, body } = await direct.post('publish-post', { ...(await direct.anAccount()), ...wrong });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['caption'] });
    const tags = Array.from({ length: 31 }, (_, each) => `#h${each}`).join(' ');
    const many = await direct.post('publish-post', {
      ...(await direct.anAccount()),
      image_url: direct.image_url,
      caption: tags,
    });
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
      () => `${direct.stack.api.url}/api/social-accounts/connect/instagram/callback?error=no&state=x`,
      /leads on/,
    ],
    ['without a picture', () => `${direct.stack.api.url}/health`, /neither a picture|no PNG/],
    ['where nothing is', () => `${direct.stack.api.url}/media/images/nothing.png`, /refuses/],
    ['of a film', () => direct.aPublicFile('film.mp4', aVideo(5000)), /no PNG/],
    [
      'of too large a file',
      () => direct.aPublicFile('huge.png', Buffer.alloc(26 * 1024 * 1024, '89504e470d0a1a0a', 'hex')),
      /too large/,
    ],
  ];
  test.each(addresses)('an address %s is refused', async (_, address, message) => {
    const account = await direct.anAccount();
    const url = await address();
    const { status, body } = await direct.post('publish-story', { ...account, image_url: url });
    expect({ status, fields: Object.keys(body.details ?? {}) }).toEqual({
      status: 400,
      fields: ['image_url'],
    });
    expect(body.details.image_url[0]).toMatch(message);
  });
});

test('no token that was given stands in clear: not in a table, a history or a log', async () => {
  expect(direct.tokens.length).toBeGreaterThan(10);
  await direct.expectNoTokenInClear();
});
