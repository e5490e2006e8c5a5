import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetGivenTokens } from '../../commands/forgetTokens.ts';
import { rows } from '../../db/query.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import { keptTokens, startInstagramDirect, type InstagramDirect } from '../support/instagramDirect.ts';
import { aPicture } from '../support/mediaServer.ts';
import { postIn } from '../support/publishing.ts';

/** What becomes of a post by a token of the request when its end is late, or its answer is lost. */

let direct: InstagramDirect;
beforeAll(async () => {
  direct = await startInstagramDirect();
}, 120_000);
afterAll(() => direct.stack.close());

test('an answer that is lost after Instagram published brings one post', async () => {
  const account = await direct.anAccount();
  await direct.stack.sandbox.fault({
    ...{ standIn: 'instagram', fault: 'drop_after_work', operation: 'commit' },
    match: account.page_id,
  });
  const { status, body } = await direct.post('publish-post', {
    ...account,
    image_url: direct.image_url,
    caption: 'lost answer',
  });
  expect([200, 202]).toContain(status);
  const id = status === 202 ? body.id : null;
  if (id !== null) await postIn(direct.shop, id, ['posted'], 60_000);
  const { posts, requests } = await direct.at(account);
  expect({ posts: posts.length, requests: requests.length }).toEqual({ posts: 1, requests: 1 });
  expect(await keptTokens()).toEqual([]);
}, 90_000);

test('what takes longer is 202 with where to look; its key then tells the end, and publishes once', async () => {
  const account = await direct.anAccount();
  const key = randomUUID();
  const request = {
    ...account,
    image_url: await direct.aPublicFile('late.png', await aPicture(600, 600, 'png')),
  };
  await direct.stack.sandbox.fault({
    ...{ standIn: 'instagram', fault: 'rate_limited', operation: 'prepare' },
    ...{ match: account.page_id, retryAfterSeconds: 24 },
  });
  const first = await direct.post('publish-post', { ...request, caption: 'slow' }, key);
  expect(first).toMatchObject({ status: 202, body: { state: 'scheduled', container_id: null } });
  expect(await keptTokens()).toHaveLength(1);
  await postIn(direct.shop, first.body.id, ['posted'], 60_000);
  expect(new URL(first.body.post_url).pathname).toBe(`/api/scheduler/posts/${first.body.id}/`);
  await createDiskStorage(direct.stack.api.config.MEDIA_DIR).remove('images/late.png');
  const again = await direct.post('publish-post', { ...request, caption: 'slow' }, key);
  expect(again).toMatchObject({ status: 200, body: { success: true } });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await direct.at(account)).posts).toMatchObject([{ id: again.body.post_id }]);
  const other = await direct.post('publish-post', { ...request, caption: 'other' }, key);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
}, 90_000);

test('two requests with one key at once are one post', async () => {
  const account = await direct.anAccount();
  const key = randomUUID();
  const answers = await Promise.all(
    [1, 2].map(() =>
      direct.post('publish-post', { ...account, image_url: direct.image_url, caption: 'twice' }, key),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
  expect((await direct.at(account)).posts).toHaveLength(1);
});

test('a token that waits for a verdict is deleted within a day', async () => {
  const account = await direct.anAccount();
  const { body } = await direct.post('publish-post', {
    ...account,
    image_url: direct.image_url,
    caption: 'parked',
  });
  await rows(
    `update publications set state = 'parked', state_since = now() - interval '21 hours', token_encrypted = 'x'
     where platform_post_id = $1 returning id`,
    [body.post_id],
  );
  await forgetGivenTokens();
  expect(await keptTokens()).toEqual([]);
});

test('no token that was given stands in clear: not in a table, a history or a log', async () => {
  expect(direct.tokens.length).toBeGreaterThan(3);
  await direct.expectNoTokenInClear();
});
