import { afterAll, expect, test } from '@jest/globals';
import { aPicture, aVideo } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf, newAccount } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
afterAll(() => sandbox.close());
await sandbox.control('visibility', { platform: 'twitter', hiddenMs: 0 });

const justNow = () => ({ since: new Date(), known: () => false });

test('pictures go up with their descriptions before anybody sees the post', async () => {
  const { call, posts } = await newAccount(sandbox, 'twitter');
  const picture = mediaOf('image', await aPicture(40, 30), 'A blue field');
  const content = contentOf('Two fields', { media: [picture, picture] });
  const { handle, usableForMs } = await publish.prepare(call, content);
  expect(usableForMs).toBe(86_400_000);
  expect(await posts()).toEqual([]);
  const { id, url } = await publish.commit(call, content, handle);
  expect(url).toBe(sandbox.at(`/twitter/x/i/status/${id}`));
  expect(await posts()).toMatchObject([
    {
      id,
      text: 'Two fields',
      details: { media: [{ altText: 'A blue field' }, { altText: 'A blue field' }] },
    },
  ]);
});

test('a video is sent in segments, and waited for until X made it ready', async () => {
  const { call, posts } = await newAccount(sandbox, 'twitter');
  const content = contentOf('A film', { media: [mediaOf('video', aVideo(9 * 1024 * 1024))] });
  const { handle } = await publish.prepare(call, content);
  const { id } = await publish.commit(call, content, handle);
  expect(await posts()).toMatchObject([{ id, kind: 'video' }]);
});

test('a video beside other media is refused before it is due', async () => {
  const { call } = await newAccount(sandbox, 'twitter');
  const media = [mediaOf('video', aVideo()), mediaOf('image', await aPicture(40, 30))];
  await expect(publish.prepare(call, contentOf('Both', { media }))).rejects.toMatchObject({
    code: 'media_mixed',
  });
});

test.each([
  ['links', 'Read https://example.com/a_b?c=1&d=2, or example.org'],
  ['what X escapes', 'Bread & butter <3 > &amp;'],
  ['lines and a letter composed of two', 'Noe\u0308l\n\n #fe\u0302te '],
])('a post whose answer was lost is found by its text: %s', async (_what, text) => {
  const { call, fault, requests } = await newAccount(sandbox, 'twitter');
  const media = [mediaOf('image', await aPicture(40, 30))];
  for (const content of [contentOf(`${text} with`, { media }), contentOf(text)]) {
    const { handle } = await publish.prepare(call, content);
    await fault('drop_after_work', 'commit');
    const evidence = justNow();
    await expect(publish.commit(call, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
    const { postId } = (await requests()).at(-1);
    expect(await publish.reconcile(call, content, handle, evidence)).toMatchObject({
      ...{ kind: 'found', post: { id: postId } },
    });
  }
});

test('neither another link, an earlier post nor one of ours is taken for it', async () => {
  const { call, posts } = await newAccount(sandbox, 'twitter');
  const content = contentOf('New: https://example.com/1');
  await publish.commit(call, content, { mediaIds: [] });
  const [{ id }] = await posts();
  const look = (text: string, since: Date, known: string[]) =>
    publish.reconcile(
      call,
      contentOf(text),
      { mediaIds: [] },
      { since, known: (each) => known.includes(each) },
    );
  const absent = { kind: 'absent' };
  expect(await look('New: https://example.com/2', new Date(), [])).toEqual(absent);
  expect(await look('New: https://example.com/1', new Date(Date.now() + 600_000), [])).toEqual(absent);
  expect(await look('New: https://example.com/1', new Date(), [id])).toEqual(absent);
  expect(await look('New: https://example.com/1', new Date(), [])).toMatchObject({ kind: 'found' });
});

test('a refused duplicate says so, and a first comment stands below the post', async () => {
  const { call, posts } = await newAccount(sandbox, 'twitter');
  const content = contentOf('Only once');
  const { id } = await publish.commit(call, content, { mediaIds: [] });
  await expect(publish.commit(call, content, { mediaIds: [] })).rejects.toMatchObject({
    ...{ name: 'Rejected', code: 'duplicate', postId: null },
  });
  await publish.comment?.(call, id, 'First!');
  expect(await posts()).toMatchObject([{ id }, { text: 'First!', details: { inReplyTo: id } }]);
});
