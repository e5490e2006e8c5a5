import { afterAll, expect, test } from '@jest/globals';
import { aPicture } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf, newAccount } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
afterAll(() => sandbox.close());

const noPictures = { images: [] };
const justNow = (known: string[] = []) => ({ since: new Date(), known: (id: string) => known.includes(id) });

test('pictures with descriptions and a text with reserved characters arrive as they were written', async () => {
  const { call, posts } = await newAccount(sandbox, 'linkedin');
  const picture = mediaOf('image', await aPicture(40, 30), 'A blue field');
  for (const media of [[picture], [picture, picture]]) {
    const text = `${media.length} (of *two*) {fields} \\ <#fête_2026>`;
    const content = contentOf(text, { media });
    const { handle } = await publish.prepare(call, content);
    const { id, url } = await publish.commit(call, content, handle);
    expect(url).toBe(sandbox.at(`/linkedin/www/feed/update/${id}/`));
    expect((await posts()).at(-1)).toMatchObject({
      ...{ id, text, details: { altTexts: media.map(() => 'A blue field') } },
    });
  }
});

test('a lost answer is found out by the same request: what was published is refused, and adopted', async () => {
  const { call, fault, posts } = await newAccount(sandbox, 'linkedin');
  const content = contentOf('Published, and not told');
  await fault('drop_after_work', 'commit');
  const evidence = justNow();
  await expect(publish.commit(call, content, noPictures)).rejects.toMatchObject({ outcome: 'unknown' });
  const [{ id }] = await posts();
  expect(await publish.reconcile(call, content, noPictures, evidence)).toMatchObject({
    ...{ kind: 'found', post: { id } },
  });
  expect(await posts()).toHaveLength(1);
});

test('what never arrived is published by that request, once', async () => {
  const { call, fault, posts } = await newAccount(sandbox, 'linkedin');
  const content = contentOf('Lost on its way');
  await fault('drop_before_work', 'commit');
  const evidence = justNow();
  await expect(publish.commit(call, content, noPictures)).rejects.toMatchObject({ outcome: 'unknown' });
  const first = await publish.reconcile(call, content, noPictures, evidence);
  expect(await publish.reconcile(call, content, noPictures, evidence)).toEqual(first);
  expect(await posts()).toMatchObject([{ id: first.kind === 'found' ? first.post.id : '' }]);
});

test('an earlier post of ours with the same text is no evidence: the post is refused as its duplicate', async () => {
  const { call, posts } = await newAccount(sandbox, 'linkedin');
  const content = contentOf('Said before');
  const { id } = await publish.commit(call, content, noPictures);
  expect(await publish.reconcile(call, content, noPictures, justNow([id]))).toMatchObject({
    kind: 'refused',
    code: 'duplicate',
  });
  await expect(publish.commit(call, content, noPictures)).rejects.toMatchObject({
    code: 'duplicate',
    postId: id,
  });
  expect(await posts()).toHaveLength(1);
});

test('where LinkedIn may not refuse a second one, nothing is sent', async () => {
  const { call, requests } = await newAccount(sandbox, 'linkedin');
  const longAgo = { since: new Date(Date.now() - 3_600_000), known: () => false };
  const unprovable = { kind: 'unprovable' };
  expect(await publish.reconcile(call, contentOf('Old'), noPictures, longAgo)).toEqual(unprovable);
  expect(await publish.reconcile(call, contentOf(''), noPictures, justNow())).toEqual(unprovable);
  expect(await requests()).toEqual([]);
});

test('a first comment is written', async () => {
  const { call } = await newAccount(sandbox, 'linkedin');
  const { id } = await publish.commit(call, contentOf('A post'), noPictures);
  expect(await publish.comment?.(call, id, 'First (really)')).toMatch(/^\d+$/);
});
