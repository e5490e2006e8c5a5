import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { aPicture, aVideo, startMediaServer } from '../../test/support/mediaServer.ts';
import { contentOf, mediaOf } from '../../test/support/platformAccount.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { appCall } from '../calls.ts';
import type { AccountCall } from '../credentials.ts';
import { loadPlatforms } from '../registry.ts';
import { publish } from './publish.ts';

const sandbox = await startTestPlatforms();
const files = await startMediaServer();
const registry = await loadPlatforms({
  environment: {},
  publicUrl: 'http://localhost:3000',
  sandboxUrl: sandbox.at(''),
});
afterAll(async () => {
  await sandbox.close();
  await files.close();
});
beforeEach(async () => {
  await sandbox.control('reset', {});
});

const picture = mediaOf('image', await aPicture(100, 80), 'A blue field');
const film = { ...mediaOf('video', aVideo()), url: files.at('clip.mp4') };
const justNow = () => ({ since: new Date(), known: () => false });
const posts = () => sandbox.told('posts?platform=facebook');

/** A page, by its own token. */
async function aPage(): Promise<AccountCall> {
  const registered = registry.find('facebook');
  if (!registered) throw new Error('there is no Facebook');
  const [person] = await sandbox.told('accounts?platform=facebook');
  const grant = await sandbox.control('tokens', { platform: 'facebook', accountId: person.id });
  const app = appCall(registered);
  const [page] = await registered.platform.accounts({ ...app, accessToken: grant.body.access_token });
  if (!page?.grant) throw new Error('the person has no page');
  return { http: app.http, accessToken: page.grant.accessToken, externalId: page.externalId };
}

test('pictures go up as bytes: Facebook need not reach us', async () => {
  const call = await aPage();
  const content = contentOf('Two fields', { media: [picture, picture] });
  const { handle } = await publish.prepare(call, content);
  expect(await posts()).toEqual([]);
  const { id, url } = await publish.commit(call, content, handle);
  expect(await posts()).toMatchObject([{ id, text: 'Two fields', kind: 'image' }]);
  expect(url).toMatch(/^http/);
});

test('a film stands in a post of its own, whose id is told', async () => {
  const call = await aPage();
  const content = contentOf('A film', { media: [film] });
  const { handle } = await publish.prepare(call, content);
  const { id } = await publish.commit(call, content, handle);
  expect(id).not.toBe(handle.id);
  expect(await posts()).toMatchObject([{ id, kind: 'video' }]);
});

test('a film beside pictures is refused before it is due; one that is no film, too', async () => {
  const call = await aPage();
  await expect(publish.prepare(call, contentOf('Both', { media: [film, picture] }))).rejects.toMatchObject({
    code: 'media_mixed',
  });
  const broken = { ...film, url: files.at('100x100.jpg') };
  await expect(publish.prepare(call, contentOf('Broken', { media: [broken] }))).rejects.toMatchObject({
    name: 'Rejected',
  });
  // The server of the file may be away for a moment: that is no verdict.
  const away = { ...film, url: files.at('nothing.mp4') };
  await expect(publish.prepare(call, contentOf('Away', { media: [away] }))).rejects.toMatchObject({
    name: 'Unavailable',
  });
});

test('a post that is shown already is not shown twice, and is found', async () => {
  const call = await aPage();
  const content = contentOf('Only once');
  const { handle } = await publish.prepare(call, content);
  const { id } = await publish.commit(call, content, handle);
  await expect(publish.commit(call, content, handle)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await publish.reconcile(call, content, handle, justNow())).toMatchObject({
    kind: 'found',
    post: { id },
  });
  expect(await posts()).toHaveLength(1);
});

test('the same words twice in a row are refused by Facebook, for good', async () => {
  const call = await aPage();
  for (const outcome of ['shown', 'refused']) {
    const content = contentOf('The same words');
    const { handle } = await publish.prepare(call, content);
    const showing = publish.commit(call, content, handle);
    if (outcome === 'shown') await showing;
    else await expect(showing).rejects.toMatchObject({ name: 'Rejected', code: 'duplicate' });
  }
});
