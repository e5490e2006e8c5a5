import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '../../test/support/eventually.ts';
import { aPicture } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf, newAccount } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { StillProcessing } from '../errors.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
afterAll(() => sandbox.close());
await sandbox.control('visibility', { platform: 'reddit', hiddenMs: 0 });

const noPicture = { picture: null };
const options = { subreddit: 'r/ceramics' };
const justNow = (known: string[] = []) => ({ since: new Date(), known: (id: string) => known.includes(id) });

test('a text’s first line is its title, unless one is given', async () => {
  const { call, posts } = await newAccount(sandbox, 'reddit');
  const { id } = await publish.commit(call, contentOf('A question\n\nIts text', { options }), noPicture);
  expect(id).toMatch(/^t3_/);
  const titled = contentOf('Its text', { options: { ...options, title: 'A title' } });
  await publish.commit(call, titled, noPicture);
  expect(await posts()).toMatchObject([
    { id, details: { title: 'A question' } },
    { details: { title: 'A title' } },
  ]);
});

test('a link leads where it was told to', async () => {
  const { call, posts } = await newAccount(sandbox, 'reddit');
  const content = contentOf('Our shop', { options: { ...options, url: 'https://example.com/shop' } });
  const { url } = await publish.commit(call, content, noPicture);
  expect(url).toMatch(/^https?:/);
  expect(await posts()).toMatchObject([{ details: { title: 'Our shop', link: 'https://example.com/shop' } }]);
});

test('a picture is uploaded before it is due, and its post found where the answer does not name it', async () => {
  const { call, posts } = await newAccount(sandbox, 'reddit');
  const content = contentOf('A bowl', { options, media: [mediaOf('image', await aPicture(40, 30))] });
  const { handle } = await publish.prepare(call, content);
  expect(await posts()).toEqual([]);
  const evidence = justNow();
  const taken = await publish.commit(call, content, handle).catch((error: unknown) => error);
  if (!(taken instanceof StillProcessing)) throw taken;
  const [{ id }] = await posts();
  await eventually(async () => {
    const finding = await publish.reconcile(call, content, taken.handle, evidence);
    expect(finding).toMatchObject({ kind: 'found', post: { id } });
  });
  // Taken and not there is no proof that it will not come.
  const other = contentOf('Another bowl', { options });
  expect(await publish.reconcile(call, other, taken.handle, evidence)).toEqual({ kind: 'pending' });
  const longAgo = { ...evidence, since: new Date(Date.now() - 3_600_000) };
  expect(await publish.reconcile(call, other, taken.handle, longAgo)).toEqual({ kind: 'unprovable' });
});

test('a lost answer is found out by title and community; other posts are no evidence', async () => {
  const { call, fault, posts } = await newAccount(sandbox, 'reddit');
  const content = contentOf('A  question <& more>', { options });
  await fault('drop_after_work', 'commit');
  const evidence = justNow();
  await expect(publish.commit(call, content, noPicture)).rejects.toMatchObject({ outcome: 'unknown' });
  const [{ id }] = await posts();
  const look = (text: string, subreddit: string, since = evidence.since) =>
    publish.reconcile(call, contentOf(text, { options: { subreddit } }), noPicture, { ...evidence, since });
  expect(await look(content.text, 'Ceramics')).toMatchObject({ kind: 'found', post: { id } });
  const absent = { kind: 'absent' };
  expect(await look('Another question', 'ceramics')).toEqual(absent);
  expect(await look(content.text, 'pottery')).toEqual(absent);
  expect(await look(content.text, 'ceramics', new Date(Date.now() + 600_000))).toEqual(absent);
  expect(await publish.reconcile(call, content, noPicture, justNow([id]))).toEqual(absent);
});

test('what is missing is told before the post is due', async () => {
  const { call } = await newAccount(sandbox, 'reddit');
  await expect(publish.prepare(call, contentOf('A question'))).rejects.toMatchObject({
    code: 'SUBREDDIT_REQUIRED',
  });
  await expect(publish.prepare(call, contentOf(' ', { options }))).rejects.toMatchObject({
    code: 'NO_TITLE',
  });
});

test('a community that is not there refuses, by Reddit’s code', async () => {
  const { call } = await newAccount(sandbox, 'reddit');
  const content = contentOf('A question', { options: { subreddit: 'no' } });
  await expect(publish.commit(call, content, noPicture)).rejects.toMatchObject({ name: 'Rejected' });
});

test('a first comment is written', async () => {
  const { call } = await newAccount(sandbox, 'reddit');
  const { id } = await publish.commit(call, contentOf('A question', { options }), noPicture);
  expect(await publish.comment?.(call, id, 'First!')).toMatch(/^t1_/);
});
