import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../test/support/eventually.ts';
import { aPicture, aVideo, startMediaServer } from '../test/support/mediaServer.ts';
import { startTestPlatforms } from '../test/support/testPlatforms.ts';
import { askUntil } from './askUntil.ts';
import { appCall } from './calls.ts';
import { NeedsReauthorization, RateLimited, Rejected, StillProcessing, Unavailable } from './errors.ts';
import type { AccountCall } from './credentials.ts';
import type { Finding, PostContent, PostMedia, PublishedPost, Publishing } from './publishing.ts';
import { loadPlatforms, type RegisteredPlatform } from './registry.ts';

/**
 * What every platform that publishes promises, tried on its stand-in and driven by its rules: a new platform needs no
 * line here. The oracle is the stand-in's own ledger of what was asked of it, and of what it made visible.
 */

const sandbox = await startTestPlatforms();
const files = await startMediaServer();
const { control, told } = sandbox;
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
  await control('reset', {});
});

/** Not too small for any platform, of a shape that all take. */
const side = 1000;
const jpeg = await aPicture(side, side, 'jpeg');
const png = await aPicture(side, side, 'png');

type Shape = 'text' | 'a picture' | 'several pictures' | 'a film';
type Publisher = RegisteredPlatform & { publish: Publishing };

/** Every platform with every shape of post that its rules name. */
const cases = registry.all().flatMap((registered) => {
  const { publish } = registered.platform;
  if (!publish) return [];
  const { minimum, maximum, kinds } = publish.rules.media;
  const shapes: [Shape, boolean][] = [
    ['text', minimum === 0],
    ['a picture', kinds.includes('image') && minimum <= 1],
    ['several pictures', kinds.includes('image') && maximum > 1],
    ['a film', kinds.includes('video')],
  ];
  return shapes
    .filter(([, taken]) => taken)
    .map(([shape]) => [registered.platform.name, shape, { ...registered, publish }] as const);
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('the call succeeded');
    },
    (error: unknown) => error,
  );

let posts = 0;

function contentOf({ publish }: Publisher, shape: Shape, changes: Partial<PostContent> = {}): PostContent {
  posts += 1;
  const { rules } = publish;
  const needed = Object.entries(rules.options).filter(([, { required }]) => required);
  const type = rules.image.type === 'image/png' ? 'png' : 'jpg';
  const picture = medium('image', type === 'png' ? png : jpeg, `${side}x${side}.${type}`);
  const media: Record<Shape, PostMedia[]> = {
    text: [],
    'a picture': [picture],
    'several pictures': [picture, picture],
    'a film': [medium('video', aVideo(), 'clip.mp4')],
  };
  return {
    text: `Post number ${posts} of this test`,
    media: media[shape],
    placement: 'feed',
    options: Object.fromEntries(needed.map(([name]) => [name, 'ceramics'])),
    ...changes,
  };
}

const medium = (kind: PostMedia['kind'], bytes: Buffer, name: string): PostMedia => ({
  kind,
  mediaType: { mp4: 'video/mp4', png: 'image/png' }[name.split('.')[1] ?? ''] ?? 'image/jpeg',
  width: kind === 'image' ? side : null,
  height: kind === 'image' ? side : null,
  size: bytes.length,
  altText: null,
  bytes: () => Promise.resolve(bytes),
  url: files.at(name),
});

describe.each(cases)('%s: %s', (_name, shape, publisher) => {
  const { platform, publish } = publisher;
  const app = appCall(publisher);

  async function person(): Promise<string> {
    const [first] = await told(`accounts?platform=${platform.id}`);
    return first.id;
  }
  const fault = async (name: string, changes: object) => {
    const order = { standIn: platform.id, fault: name, ...changes };
    expect((await control('faults', order)).status).toBeLessThan(300);
  };
  const visible = (): Promise<{ id: string; text: string }[]> => told(`posts?platform=${platform.id}`);
  const requests = (): Promise<unknown[]> => told(`requests?platform=${platform.id}`);

  /** An account of the platform's, with a token of ours. */
  async function connect(): Promise<AccountCall> {
    const order = { platform: platform.id, accountId: await person() };
    const { access_token: token } = (await control('tokens', order)).body;
    const [profile] = await platform.accounts({ ...app, accessToken: token });
    if (!profile) throw new Error('the token opens no account');
    const accessToken = profile.grant?.accessToken ?? token;
    return { http: app.http, accessToken, externalId: profile.externalId };
  }

  async function prepared(content = contentOf(publisher, shape)) {
    await control('visibility', { platform: platform.id, hiddenMs: 0 });
    const call = await connect();
    const { handle } = await publish.prepare(call, content);
    const evidence = { since: new Date(), known: () => false };
    return { call, content, handle, evidence };
  }
  type Prepared = Awaited<ReturnType<typeof prepared>>;

  /** Asks until it is known, no more often than a platform allows; a list may show a post a little later. */
  async function readBack({ call, content, handle, evidence }: Prepared, wanted?: Finding['kind']) {
    const finding = await askUntil(async () => {
      const seen = await publish.reconcile(call, content, handle, evidence);
      return seen.kind === 'pending' || (wanted && seen.kind !== wanted) ? null : seen;
    }, 10_000);
    if (!finding) throw new Error('it was not found out what became of the post');
    return finding;
  }

  /** Commits, and follows a post that the platform still works on. */
  async function commit(ready: Prepared): Promise<PublishedPost> {
    try {
      return await publish.commit(ready.call, ready.content, ready.handle);
    } catch (error) {
      if (!(error instanceof StillProcessing)) throw error;
      const finding = await readBack({ ...ready, handle: error.handle }, 'found');
      if (finding.kind !== 'found') throw error;
      return finding.post;
    }
  }

  test('what was prepared twice and committed once is there once, and not before', async () => {
    const content = contentOf(publisher, shape);
    await prepared(content);
    const ready = await prepared(content);
    expect(ready.handle).toEqual(JSON.parse(JSON.stringify(ready.handle)));
    expect([await visible(), await requests()]).toEqual([[], []]);
    const post = await commit(ready);
    expect(post).toEqual({ id: expect.stringMatching(/./), url: expect.stringMatching(/^https?:/) });
    expect([await visible(), await requests()]).toEqual([
      [expect.objectContaining({ id: post.id })],
      [expect.anything()],
    ]);
    const page = await fetch(post.url ?? '', { headers: { 'user-agent': 'Mozilla/5.0' } });
    expect([page.status, page.url]).toEqual([
      200,
      expect.stringContaining(sandbox.at(`/feed/${platform.id}/`)),
    ]);
  });

  test('a post whose answer was lost is found', async () => {
    const ready = await prepared();
    await fault('drop_after_work', { operation: 'commit' });
    expect(await failureOf(publish.commit(ready.call, ready.content, ready.handle))).toMatchObject({
      name: 'Unavailable',
      outcome: 'unknown',
    });
    const [post, ...others] = await eventually(async () => {
      const seen = await visible();
      expect(seen).not.toEqual([]);
      return seen;
    });
    expect(others).toEqual([]);
    expect(await readBack(ready, 'found')).toMatchObject({ kind: 'found', post: { id: post?.id } });
  });

  test('a commit that never arrived is not there, and the next one is, once; or nothing can prove it', async () => {
    const ready = await prepared();
    await fault('drop_before_work', { operation: 'commit' });
    expect(await failureOf(publish.commit(ready.call, ready.content, ready.handle))).toMatchObject({
      name: 'Unavailable',
      outcome: 'unknown',
    });
    const long = { ...ready, evidence: { ...ready.evidence, since: new Date(Date.now() - 60 * 60_000) } };
    const finding = await readBack(ready).catch(() => readBack(long));
    // Where only a platform's refusal of what it has can tell, asking publishes what never arrived.
    if (finding.kind === 'found') return expect(await visible()).toMatchObject([{ id: finding.post.id }]);
    expect(['absent', 'unprovable']).toContain(finding.kind);
    if (finding.kind === 'unprovable') return;
    await commit(ready);
    expect([(await visible()).length, (await requests()).length]).toEqual([1, 2]);
  });

  test('a platform that is busy says for how long; afterwards it publishes', async () => {
    const ready = await prepared();
    await fault('rate_limited', { operation: 'commit', retryAfterSeconds: 120 });
    const failure = await failureOf(publish.commit(ready.call, ready.content, ready.handle));
    expect(failure).toBeInstanceOf(RateLimited);
    const { retryAfterMs } = failure as RateLimited;
    expect(retryAfterMs ?? 120_000).toBeGreaterThan(50_000);
    expect(await visible()).toEqual([]);
    await commit(ready);
    expect(await visible()).toHaveLength(1);
  });

  test('a failing platform leaves open what it did, and can be read back', async () => {
    const ready = await prepared();
    await fault('server_error_after_work', { operation: 'commit' });
    const failure = await failureOf(publish.commit(ready.call, ready.content, ready.handle));
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ outcome: 'unknown' });
    expect(await readBack(ready, 'found')).toMatchObject({ kind: 'found' });
    expect(await visible()).toHaveLength(1);
  });

  test('nothing leaves after the last moment', async () => {
    const ready = await prepared();
    const http: AccountCall['http'] = {
      ...ready.call.http,
      send: (request) => ready.call.http.send({ ...request, notAfter: new Date(Date.now() - 1) }),
    };
    const late = publish.commit({ ...ready.call, http }, ready.content, ready.handle);
    expect(await failureOf(late)).toMatchObject({ name: 'Unavailable', outcome: 'not sent' });
    expect(await requests()).toEqual([]);
  });

  test('what the platform does not take is refused, and not there', async () => {
    const text = 'long '.repeat(publish.rules.text.maximum);
    const refused = prepared(contentOf(publisher, shape, { text })).then(commit);
    const failure = await failureOf(refused);
    expect(failure).toBeInstanceOf(Rejected);
    expect(await visible()).toEqual([]);
  });

  test('a token that was taken back publishes nothing: a person is needed', async () => {
    const call = await connect();
    await control('revoke', { platform: platform.id, accountId: await person() });
    const content = contentOf(publisher, shape);
    const publishing = publish
      .prepare(call, content)
      .then(({ handle }) => publish.commit(call, content, handle));
    expect(await failureOf(publishing)).toBeInstanceOf(NeedsReauthorization);
    expect(await visible()).toEqual([]);
  });

  test('fields that nobody announced change nothing', async () => {
    await fault('unknown_fields', { times: 100 });
    const ready = await prepared();
    const post = await commit(ready);
    expect(await visible()).toMatchObject([{ id: post.id }]);
  });

  test('the first comment stands under the post, and the quota counts it, where there are such', async () => {
    const ready = await prepared();
    const before = await publish.quota?.(ready.call);
    const post = await commit(ready);
    if (publish.comment) {
      expect(await publish.comment(ready.call, post.id, 'First!')).toMatch(/./);
    }
    const after = await publish.quota?.(ready.call);
    if (before && after) expect(after).toEqual({ used: before.used + 1, limit: before.limit });
  });
});
