import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { askUntil } from '../askUntil.ts';
import { aVideo, startMediaServer } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf, newAccount } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { StillProcessing } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import type { PostContent } from '../publishing.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
const files = await startMediaServer();
afterAll(async () => {
  await sandbox.close();
  await files.close();
});
beforeEach(async () => {
  await sandbox.control('reset', {});
  await sandbox.control('visibility', { platform: 'tiktok', hiddenMs: 0 });
});

const megabyte = 1024 * 1024;
const justNow = () => ({ since: new Date(), known: () => false });
const aFilm = (size?: number) => contentOf('A film', { media: [mediaOf('video', aVideo(size))] });
const aPhoto = (name: string, changes: Partial<PostContent> = {}) =>
  contentOf('A picture', {
    media: [{ ...mediaOf('image', Buffer.alloc(0)), url: files.at(name) }],
    ...changes,
  });

/** What the post that TikTok took can be followed by. */
async function taken(call: AccountCall, content: PostContent) {
  const { handle } = await publish.prepare(call, content);
  try {
    await publish.commit(call, content, handle);
  } catch (error) {
    if (error instanceof StillProcessing) return error.handle;
    throw error;
  }
  throw new Error('TikTok was expected to work on it');
}

test('a large film goes up in chunks before it is due; its last one publishes it', async () => {
  const { call, posts, requests } = await newAccount(sandbox, 'tiktok');
  const content = aFilm(17 * megabyte);
  const { handle } = await publish.prepare(call, content);
  expect(handle).toMatchObject({ size: 17 * megabyte, lastChunkFrom: 10 * megabyte });
  expect([await posts(), await requests()]).toEqual([[], []]);
  await publish.commit(call, content, handle).catch((error: unknown) => {
    if (!(error instanceof StillProcessing)) throw error;
  });
  expect([await posts(), await requests()]).toMatchObject([[{ kind: 'video' }], [{ name: 'upload' }]]);
});

test('a post is followed to the id that TikTok tells, which no number of JavaScript could hold', async () => {
  const { call, posts } = await newAccount(sandbox, 'tiktok');
  const content = aPhoto('1000x1000.jpg');
  const evidence = justNow();
  const handle = await taken(call, content);
  const found = await askUntil(async () => {
    const finding = await publish.reconcile(call, content, handle, evidence);
    return finding.kind === 'found' ? finding.post : null;
  }, 10_000);
  const [{ id }] = await posts();
  expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  expect(found).toEqual({
    id,
    url: expect.stringMatching(new RegExp(`/www/@.+/photo/${id}$`)),
  });
});

test('a post that not everybody may see gets no id: it is known by its publish_id', async () => {
  const { call } = await newAccount(sandbox, 'tiktok');
  const content = aPhoto('1000x1000.jpg', { options: { privacy_level: 'SELF_ONLY' } });
  const evidence = justNow();
  const handle = await taken(call, content);
  await sandbox.control('clock', { advanceSeconds: 10 });
  expect(await publish.reconcile(call, content, handle, evidence)).toEqual({
    kind: 'found',
    post: { id: handle.publishId, url: null },
  });
});

test('an audience that the account does not have is refused before the post is due', async () => {
  const { call } = await newAccount(sandbox, 'tiktok');
  const content = aPhoto('1000x1000.jpg', { options: { privacy_level: 'EVERYBODY' } });
  await expect(publish.prepare(call, content)).rejects.toMatchObject({
    code: 'privacy_level_option_mismatch',
  });
});

test('pictures that TikTok fetched and cannot use are refused by its reason; those it could not fetch may be sent again', async () => {
  const { call, posts } = await newAccount(sandbox, 'tiktok');
  const lookAt = async (name: string) => {
    const content = aPhoto(name);
    const evidence = justNow();
    const handle = await taken(call, content);
    await sandbox.control('clock', { advanceSeconds: 10 });
    return publish.reconcile(call, content, handle, evidence);
  };
  await expect(lookAt('100x100.png')).rejects.toMatchObject({ code: 'file_format_check_failed' });
  expect(await lookAt('nothing.jpg')).toMatchObject({ kind: 'spoiled' });
  expect(await posts()).toEqual([]);
});

test('pictures whose answer was lost are looked for for a minute, and never said to be absent', async () => {
  const { call, fault } = await newAccount(sandbox, 'tiktok');
  const content = aPhoto('1000x1000.jpg');
  const { handle } = await publish.prepare(call, content);
  const evidence = justNow();
  await fault('drop_before_work', 'commit');
  await expect(publish.commit(call, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await publish.reconcile(call, content, handle, evidence)).toEqual({
    ...{ kind: 'pending', code: 'not_shown' },
  });
  const later = { ...evidence, since: new Date(Date.now() - 61_000) };
  expect(await publish.reconcile(call, content, handle, later)).toEqual({ kind: 'unprovable' });
});

test('an upload whose address is too old publishes nothing, and says so', async () => {
  const { call, posts } = await newAccount(sandbox, 'tiktok');
  const content = aFilm();
  const { handle, usableForMs } = await publish.prepare(call, content);
  expect(usableForMs).toBeLessThan(60 * 60_000);
  await sandbox.control('clock', { advanceSeconds: 3601 });
  await expect(publish.commit(call, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await publish.reconcile(call, content, handle, justNow())).toEqual({ kind: 'absent' });
  expect(await posts()).toEqual([]);
});
