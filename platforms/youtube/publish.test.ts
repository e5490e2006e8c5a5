import { afterAll, expect, test } from '@jest/globals';
import { aVideo } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf, newAccount } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
afterAll(() => sandbox.close());

const kibibyte = 1024;
const film = (bytes: number) => ({ media: [mediaOf('video', aVideo(bytes))] });
const evidence = { since: new Date(), known: () => false };

test.each([
  ['in one piece', 100],
  ['in exactly one piece', 256 * kibibyte],
  ['in many pieces', 20_000 * kibibyte + 1],
])('a video that fits %s is there when its last piece is', async (_what, bytes) => {
  const { call, posts } = await newAccount(sandbox, 'youtube');
  const content = contentOf('A <film>\nwith #two #tags, #two', film(bytes));
  const { handle } = await publish.prepare(call, content);
  expect(handle).toMatchObject({
    size: bytes,
    sent: Math.floor((bytes - 1) / (256 * kibibyte)) * 256 * kibibyte,
  });
  expect(await posts()).toEqual([]);
  const { id, url } = await publish.commit(call, content, handle);
  expect(url).toBe(sandbox.at(`/youtube/www/watch?v=${id}`));
  expect(await posts()).toMatchObject([{ id, kind: 'video', details: { title: 'A ‹film›' } }]);
});

test('a title that is given comes before the first line', async () => {
  const { call, posts } = await newAccount(sandbox, 'youtube');
  const content = contentOf('A film', { ...film(100), options: { title: 'Its title' } });
  const { handle } = await publish.prepare(call, content);
  await publish.commit(call, content, handle);
  expect(await posts()).toMatchObject([{ details: { title: 'Its title' } }]);
});

test('a lost answer is told again by the upload: it became a video, and no second one', async () => {
  const { call, fault, posts } = await newAccount(sandbox, 'youtube');
  const content = contentOf('A film', film(300 * kibibyte));
  const { handle } = await publish.prepare(call, content);
  await fault('drop_after_work', 'commit');
  await expect(publish.commit(call, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
  const [{ id }] = await posts();
  expect(await publish.reconcile(call, content, handle, evidence)).toMatchObject({
    ...{ kind: 'found', post: { id } },
  });
});

test('what never arrived is sent again by the same upload', async () => {
  const { call, fault, posts } = await newAccount(sandbox, 'youtube');
  const content = contentOf('A film', film(300 * kibibyte));
  const { handle } = await publish.prepare(call, content);
  await fault('drop_before_work', 'commit');
  await expect(publish.commit(call, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await publish.reconcile(call, content, handle, evidence)).toEqual({ kind: 'absent' });
  const { id } = await publish.commit(call, content, handle);
  expect(await posts()).toMatchObject([{ id }]);
});

test('an upload that is gone published nothing, and is made anew', async () => {
  const { call, posts } = await newAccount(sandbox, 'youtube');
  const content = contentOf('A film', film(100));
  const { handle } = await publish.prepare(call, content);
  const gone = { ...handle, session: String(handle.session).replace(/upload_id=[^&]+/, 'upload_id=gone') };
  await expect(publish.commit(call, content, gone)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await publish.reconcile(call, content, gone, evidence)).toMatchObject({ kind: 'spoiled' });
  expect(await posts()).toEqual([]);
});

test('a first comment is written', async () => {
  const { call } = await newAccount(sandbox, 'youtube');
  const content = contentOf('A film', film(100));
  const { handle } = await publish.prepare(call, content);
  const { id } = await publish.commit(call, content, handle);
  expect(await publish.comment?.(call, id, 'First!')).toMatch(/./);
});
