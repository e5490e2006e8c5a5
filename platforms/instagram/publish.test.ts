import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startMediaServer } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf, newAccount } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import type { PostMedia } from '../publishing.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
const files = await startMediaServer();
afterAll(async () => {
  await sandbox.close();
  await files.close();
});
beforeEach(async () => {
  await sandbox.control('reset', {});
  await sandbox.control('visibility', { platform: 'instagram', hiddenMs: 0 });
});

const at = (name: string, altText: string | null = null): PostMedia => ({
  ...mediaOf(name.endsWith('mp4') ? 'video' : 'image', Buffer.alloc(0), altText),
  url: files.at(name),
});
const justNow = () => ({ since: new Date(), known: () => false });

test('a carousel holds pictures with their descriptions and films, in their order', async () => {
  const { call, posts } = await newAccount(sandbox, 'instagram');
  const media = [at('1000x1000.jpg', 'A blue square'), at('clip.mp4'), at('800x1000.jpg')];
  const content = contentOf('Three things', { media });
  const { handle, usableForMs } = await publish.prepare(call, content);
  expect(usableForMs).toBeLessThan(24 * 60 * 60_000);
  const { id } = await publish.commit(call, content, handle);
  const [post] = await posts();
  expect(post).toMatchObject({ id, text: 'Three things' });
  expect(post.media).toHaveLength(3);
});

test('a story has no text, and is one picture or one film', async () => {
  const { call, posts } = await newAccount(sandbox, 'instagram');
  const story = contentOf('Nobody reads this', { placement: 'story', media: [at('1000x1000.jpg')] });
  const { handle } = await publish.prepare(call, story);
  await publish.commit(call, story, handle);
  expect(await posts()).toMatchObject([{ text: '', listed: false, details: { story: true } }]);
  const two = { ...story, media: [...story.media, at('clip.mp4')] };
  await expect(publish.prepare(call, two)).rejects.toMatchObject({ code: 'media_over_limit' });
});

test('what Instagram cannot use is refused by its code, before anything is due', async () => {
  const { call } = await newAccount(sandbox, 'instagram');
  const refusedWith = (name: string) => publish.prepare(call, contentOf('A post', { media: [at(name)] }));
  await expect(refusedWith('1000x1000.png')).rejects.toMatchObject({
    name: 'Rejected',
    code: '36001/2207005',
  });
  await expect(refusedWith('1000x100.jpg')).rejects.toMatchObject({
    name: 'Rejected',
    code: '36003/2207009',
  });
  const film = { ...at('clip.mp4'), url: files.at('100x100.jpg') };
  await expect(publish.prepare(call, contentOf('A film', { media: [film] }))).rejects.toMatchObject({
    name: 'Rejected',
  });
  // The server of the file may be away for a moment: that is no verdict.
  await expect(refusedWith('nothing.jpg')).rejects.toMatchObject({ name: 'Unavailable' });
});

test('a container that is a day old is of no use any more, and was not published', async () => {
  const { call, posts } = await newAccount(sandbox, 'instagram');
  const content = contentOf('Too late', { media: [at('1000x1000.jpg')] });
  const { handle } = await publish.prepare(call, content);
  await sandbox.control('clock', { advanceSeconds: 25 * 60 * 60 });
  const order = { platform: 'instagram', accountId: call.externalId };
  const { access_token: accessToken } = (await sandbox.control('tokens', order)).body;
  const tomorrow = { ...call, accessToken };
  await expect(publish.commit(tomorrow, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await publish.reconcile(tomorrow, content, handle, justNow())).toMatchObject({ kind: 'spoiled' });
  expect(await posts()).toEqual([]);
});

test('a container that was published is not published again, and its post is told from our others', async () => {
  const { call, posts } = await newAccount(sandbox, 'instagram');
  const content = contentOf('The same words', { media: [at('1000x1000.jpg')] });
  const first = await publish.prepare(call, content);
  const second = await publish.prepare(call, content);
  const evidence = justNow();
  const { id: firstId } = await publish.commit(call, content, first.handle);
  const { id: secondId } = await publish.commit(call, content, second.handle);
  await expect(publish.commit(call, content, first.handle)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await posts()).toHaveLength(2);
  const found = await publish.reconcile(call, content, second.handle, {
    ...evidence,
    known: (id) => id === firstId,
  });
  expect(found).toMatchObject({ kind: 'found', post: { id: secondId } });
});

test('a post whose list is stale is waited for: its container was published', async () => {
  const { call } = await newAccount(sandbox, 'instagram');
  const content = contentOf('Not listed yet', { media: [at('1000x1000.jpg')] });
  const { handle } = await publish.prepare(call, content);
  const evidence = justNow();
  const { id } = await publish.commit(call, content, handle);
  await sandbox.control('visibility', { platform: 'instagram', hiddenMs: 60_000 });
  expect(await publish.reconcile(call, content, handle, evidence)).toEqual({ kind: 'pending' });
  await sandbox.control('visibility', { platform: 'instagram', hiddenMs: 0 });
  expect(await publish.reconcile(call, content, handle, evidence)).toMatchObject({
    kind: 'found',
    post: { id },
  });
});

test('an address that cannot be read keeps no post from being published', async () => {
  const { call } = await newAccount(sandbox, 'instagram');
  const content = contentOf('Without an address', { media: [at('1000x1000.jpg')] });
  const { handle } = await publish.prepare(call, content);
  await sandbox.control('faults', { standIn: 'instagram', fault: 'server_error', match: 'GET ', times: 9 });
  expect(await publish.commit(call, content, handle)).toEqual({
    id: expect.stringMatching(/^\d+$/),
    url: null,
  });
});

test('the quota that is used up holds posts back, and nothing is published', async () => {
  const id = 'small';
  await sandbox.control('accounts', {
    ...{ platform: 'instagram', id, handle: id, name: 'Small' },
    details: { publishingQuota: '1' },
  });
  const { access_token: accessToken } = (
    await sandbox.control('tokens', { platform: 'instagram', accountId: id })
  ).body;
  const call = { ...(await newAccount(sandbox, 'instagram')).call, accessToken, externalId: id };
  const content = contentOf('One a day', { media: [at('1000x1000.jpg')] });
  const first = await publish.prepare(call, content);
  const second = await publish.prepare(call, content);
  await publish.commit(call, content, first.handle);
  expect(await publish.quota?.(call)).toEqual({ used: 1, limit: 1 });
  await expect(publish.commit(call, content, second.handle)).rejects.toMatchObject({ name: 'QuotaUsedUp' });
});
