import { expect } from '@jest/globals';
import { appCall } from '../../platforms/calls.ts';
import type { AccountCall } from '../../platforms/credentials.ts';
import { StillProcessing } from '../../platforms/errors.ts';
import type { PlatformHttp, PlatformRequest } from '../../platforms/http.ts';
import type {
  Finding,
  PostContent,
  PostMedia,
  PublishedPost,
  Publishing,
} from '../../platforms/publishing.ts';
import { loadPlatforms, type RegisteredPlatform } from '../../platforms/registry.ts';
import { aPicture, aVideo, startMediaServer } from './mediaServer.ts';
import { startTestPlatforms, type TestPlatforms } from './testPlatforms.ts';

type Shape = 'text' | 'a picture' | 'several pictures' | 'a film';
type Publisher = RegisteredPlatform & { publish: Publishing };

/** Not too small for any platform, of a shape that all take. */
const side = 1000;
/** Longer than any stand-in works on what it was given. */
const patienceSeconds = 2;
const questions = 5;

/**
 * Every platform that publishes with every shape of post that its rules name, on its stand-in, whose own ledger of what
 * was asked of it, and of what it made visible, is the oracle.
 */
export async function startPublishingContract() {
  const sandbox = await startTestPlatforms();
  const files = await startMediaServer();
  const pictures = { png: await aPicture(side, side, 'png'), jpg: await aPicture(side, side, 'jpeg') };
  const registry = await loadPlatforms({
    environment: {},
    publicUrl: 'http://localhost:3000',
    sandboxUrl: sandbox.at(''),
  });
  const mediaOf = ({ publish }: Publisher, shape: Shape): PostMedia[] => {
    const type = publish.rules.image.type === 'image/png' ? 'png' : 'jpg';
    const name = `${side}x${side}.${type}`;
    const picture = medium('image', publish.rules.image.type, pictures[type], files.at(name));
    if (shape === 'a film') return [medium('video', 'video/mp4', aVideo(), files.at('clip.mp4'))];
    return { text: [], 'a picture': [picture], 'several pictures': [picture, picture] }[shape];
  };
  return {
    sandbox,
    cases: registry.all().flatMap((registered) => {
      const { publish } = registered.platform;
      if (!publish) return [];
      const publisher = { ...registered, publish };
      return shapesOf(publish).map((shape) => {
        const stage = stageOf(sandbox, publisher, () => mediaOf(publisher, shape));
        return [registered.platform.name, shape, stage] as const;
      });
    }),
    close: async () => {
      await sandbox.close();
      await files.close();
    },
  };
}

function shapesOf({ rules }: Publishing): Shape[] {
  const { minimum, maximum, kinds } = rules.media;
  const shapes: [Shape, boolean][] = [
    ['text', minimum === 0],
    ['a picture', kinds.includes('image') && minimum <= 1],
    ['several pictures', kinds.includes('image') && maximum > 1],
    ['a film', kinds.includes('video')],
  ];
  return shapes.filter(([, taken]) => taken).map(([shape]) => shape);
}

const medium = (kind: PostMedia['kind'], mediaType: string, bytes: Buffer, url: string): PostMedia => ({
  ...{ kind, mediaType, url, altText: null },
  width: kind === 'image' ? side : null,
  height: kind === 'image' ? side : null,
  size: bytes.length,
  bytes: () => Promise.resolve(bytes),
});

let posts = 0;

/** What a test does at one platform with posts of one shape. */
function stageOf(sandbox: TestPlatforms, publisher: Publisher, mediaOf: () => PostMedia[]) {
  const { control, told } = sandbox;
  const { platform, publish } = publisher;
  const app = appCall(publisher);

  async function person(): Promise<string> {
    const [first] = await told(`accounts?platform=${platform.id}`);
    return first.id;
  }

  /** A post that no other has the text of. */
  function newContent(changes: Partial<PostContent> = {}): PostContent {
    posts += 1;
    const needed = Object.entries(publish.rules.options).filter(([, { required }]) => required);
    return {
      text: `Post number ${posts} of this test`,
      media: mediaOf(),
      placement: 'feed',
      options: Object.fromEntries(needed.map(([name]) => [name, 'ceramics'])),
      ...changes,
    };
  }

  /** An account of the platform's, with a token of ours. */
  async function connect(): Promise<AccountCall> {
    const order = { platform: platform.id, accountId: await person() };
    const { access_token: token } = (await control('tokens', order)).body;
    const [profile] = await platform.accounts({ ...app, accessToken: token });
    if (!profile) throw new Error('the token opens no account');
    const accessToken = profile.grant?.accessToken ?? token;
    return { http: hurried(app.http, sandbox), accessToken, externalId: profile.externalId };
  }

  async function prepared(content = newContent()) {
    await control('visibility', { platform: platform.id, hiddenMs: 0 });
    const call = await connect();
    const { handle } = await publish.prepare(call, content);
    const evidence = { since: new Date(), known: () => false };
    return { call, content, handle, evidence };
  }
  type Prepared = Awaited<ReturnType<typeof prepared>>;

  /** Asks until it is known; a list may show a post a little later. */
  async function readBack({ call, content, handle, evidence }: Prepared, wanted?: Finding['kind']) {
    for (let question = 1; question <= questions; question += 1) {
      const seen = await publish.reconcile(call, content, handle, evidence);
      if (wanted ? seen.kind === wanted : seen.kind !== 'pending') return seen;
    }
    throw new Error('it was not found out what became of the post');
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

  return {
    publish,
    /** Where readers see what is published here. */
    feed: sandbox.at(`/feed/${platform.id}/`),
    newContent,
    connect,
    prepared,
    readBack,
    commit,
    /** The next call of an operation, or of any, goes wrong. */
    fault: async (name: string, changes: object) => {
      const order = { standIn: platform.id, fault: name, ...changes };
      expect((await control('faults', order)).status).toBeLessThan(300);
    },
    revoke: async () => control('revoke', { platform: platform.id, accountId: await person() }),
    visible: (): Promise<{ id: string; text: string }[]> => told(`posts?platform=${platform.id}`),
    requests: (): Promise<unknown[]> => told(`requests?platform=${platform.id}`),
  };
}

/**
 * A client for which a platform is never slow: before it asks the same thing again, the stand-in's clock goes on. The
 * first answer is still that the platform works on it.
 */
function hurried(http: PlatformHttp, { control }: TestPlatforms): PlatformHttp {
  const asked = new Set<string>();
  return {
    ...http,
    async send(request) {
      const question = questionOf(request);
      if (asked.has(question)) await control('clock', { advanceSeconds: patienceSeconds });
      asked.add(question);
      return http.send(request);
    },
  };
}

const questionOf = ({ method, host, path, query, json }: PlatformRequest): string =>
  JSON.stringify([method, host, path, query, json]);
