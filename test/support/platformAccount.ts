import { createPlatformHttp } from '../../platforms/http.ts';
import type { AccountCall } from '../../platforms/credentials.ts';
import type { PostContent, PostMedia } from '../../platforms/publishing.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import type { Json } from './apiClient.ts';
import type { TestPlatforms } from './testPlatforms.ts';

/** An account of its own at a platform of the sandbox, with a token of ours. */
export interface PlatformAccount {
  call: AccountCall;
  /** What was published there, oldest first. */
  posts: () => Promise<Json[]>;
  /** The requests that could have published, oldest first. */
  requests: () => Promise<Json[]>;
  /** The next such call of this account goes wrong. */
  fault: (name: string, operation: string, changes?: object) => Promise<void>;
}

let accounts = 0;

export async function newAccount(sandbox: TestPlatforms, platformId: string): Promise<PlatformAccount> {
  const { control, told } = sandbox;
  accounts += 1;
  const id = `account${accounts}of${platformId}`;
  await control('accounts', { platform: platformId, id, handle: id, name: `Account ${accounts}` });
  const { access_token: accessToken } = (await control('tokens', { platform: platformId, accountId: id }))
    .body;
  const registry = await loadPlatforms({
    environment: {},
    publicUrl: 'http://localhost:3000',
    sandboxUrl: sandbox.at(''),
  });
  const registered = registry.find(platformId);
  if (!registered) throw new Error(`there is no platform "${platformId}"`);
  const { platform, settings } = registered;
  const http = createPlatformHttp({ ...settings, classify: (answer) => platform.classify(answer) });
  return {
    call: { http, accessToken, externalId: id },
    posts: () => told(`posts?platform=${platformId}&account=${id}`),
    requests: () => told(`requests?platform=${platformId}&account=${id}`),
    async fault(name, operation, changes = {}) {
      const order = { standIn: platformId, fault: name, match: id, operation, ...changes };
      const { status, body } = await control('faults', order);
      if (status !== 201) throw new Error(JSON.stringify(body));
    },
  };
}

/** A post as the platform is given it. */
export const contentOf = (text: string, changes: Partial<PostContent> = {}): PostContent => ({
  ...{ text, media: [], placement: 'feed', options: {} },
  ...changes,
});

export const mediaOf = (
  kind: PostMedia['kind'],
  bytes: Buffer,
  altText: string | null = null,
): PostMedia => ({
  ...{ kind, altText, width: null, height: null, size: bytes.length },
  mediaType: kind === 'image' ? 'image/jpeg' : 'video/mp4',
  bytes: () => Promise.resolve(bytes),
  url: 'http://nobody.invalid/',
});
