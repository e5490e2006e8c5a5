import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { authorizationUrl } from './oauth.ts';
import { missingScopes } from './permissions.ts';
import { permissionWords } from './permissionWords.ts';
import { findPlatforms, loadPlatforms, type RegisteredPlatform } from './registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'socialsync-platforms-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A platform as its folder declares it; `changes` is code that follows. */
function addPlatform(name: string, changes = ''): void {
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, 'index.ts'),
    `const platform = {
      id: '${name}',
      name: 'Ninth',
      env: { clientId: 'NINTH_ID', clientSecret: 'NINTH_SECRET', redirectUri: 'NINTH_REDIRECT_URI' },
      version: 'v1',
      userAgent: 'web:{clientId}:v1',
      hosts: { www: 'https://www.ninth.example', api: 'https://api.ninth.example' },
      oauth: {
        authorize: { host: 'www', path: '/authorize' },
        token: { host: 'api', path: '/token' },
        scopes: { read: { en: 'read the ninth', fr: 'lire le neuvième' } },
        needed: ['read'], scopeSeparator: ' ', pkce: 'none', clientAuthentication: 'form', refreshing: 'none',
      },
      capabilities: { insights: ['read'] },
      limits: { perAccount: { calls: 1, seconds: 1 }, caption: 100 },
      classify: () => null, accounts: async () => [], profile: async () => ({}), statistics: async () => ({}),
      posts: async () => [],
    };
    ${changes}
    export default platform;`,
  );
}

const publicUrl = 'https://sync.example';
const load = (environment: Record<string, string>, sandboxUrl: string | null = null) =>
  loadPlatforms({ environment, publicUrl, sandboxUrl, folder });

describe('the platforms', () => {
  test('are the folders here: a ninth is found and offered, and nothing else names it', async () => {
    const known = await findPlatforms();
    addPlatform('ninth');
    const registry = await load({ NINTH_ID: 'an id', NINTH_SECRET: 'a secret' });
    expect(known.map(({ id }) => id)).not.toContain('ninth');
    expect(registry.all()).toHaveLength(1);
    expect(registry.find('ninth')).toMatchObject({
      platform: { name: 'Ninth' },
      settings: {
        state: 'configured',
        missing: [],
        clientId: 'an id',
        clientSecret: 'a secret',
        redirectUri: `${publicUrl}/api/social-accounts/connect/ninth/callback`,
        version: 'v1',
        userAgent: 'web:an id:v1',
        hosts: { www: 'https://www.ninth.example', api: 'https://api.ninth.example' },
      },
    });
    expect(registry.find('tenth')).toBeUndefined();
  });

  test('say in words of their own what they ask for: a scope of one name is another at another platform', async () => {
    addPlatform('ninth');
    addPlatform(
      'tenth',
      "platform.oauth.scopes = { read: { en: 'read the tenth', fr: 'lire le dixième' } };",
    );
    const [ninth, tenth] = (await load({})).all();
    const url = authorizationUrl(ninth as RegisteredPlatform, { state: 'a state', codeChallenge: null });
    expect(new URL(url).searchParams.get('scope')).toBe('read');
    const missing = missingScopes((ninth as RegisteredPlatform).platform, ['other']);
    expect(
      [ninth, tenth].map((each) => permissionWords((each as RegisteredPlatform).platform, missing)),
    ).toEqual([
      { en: 'read the ninth (read)', fr: 'lire le neuvième (read)' },
      { en: 'read the tenth (read)', fr: 'lire le dixième (read)' },
    ]);
  });

  test('each differ in their ids and in the variables of their hosts', async () => {
    const ids = (await findPlatforms()).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['facebook', 'instagram', 'linkedin', 'reddit', 'tiktok', 'twitter', 'whatsapp', 'youtube'],
      ]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a platform whose app is not configured', () => {
  test('says what is missing', async () => {
    addPlatform('ninth');
    expect((await load({ NINTH_ID: 'an id' })).find('ninth')?.settings).toMatchObject({
      state: 'missing',
      missing: ['NINTH_SECRET'],
    });
  });

  test('is played by the sandbox, with the sandbox’s own app, where there is one', async () => {
    addPlatform('ninth');
    const { settings } = (await load({ NINTH_ID: 'an id' }, 'http://127.0.0.1:8900')).find('ninth') ?? {};
    expect(settings).toMatchObject({
      state: 'sandbox',
      missing: [],
      clientId: 'sandbox-ninth',
      clientSecret: 'sandbox-ninth-secret',
      hosts: { www: 'http://127.0.0.1:8900/ninth/www', api: 'http://127.0.0.1:8900/ninth/api' },
    });
  });

  test('is the real one wherever it is configured, sandbox or not', async () => {
    addPlatform('ninth');
    const environment = { NINTH_ID: 'an id', NINTH_SECRET: 'a secret' };
    const { settings } = (await load(environment, 'http://127.0.0.1:8900')).find('ninth') ?? {};
    expect(settings).toMatchObject({ state: 'configured', hosts: { api: 'https://api.ninth.example' } });
  });
});

test('addresses, the version and the redirect URI can be changed by variables', async () => {
  addPlatform('ninth');
  const { settings } =
    (
      await load({
        NINTH_API_URL: 'https://elsewhere.example',
        NINTH_API_VERSION: 'v2',
        NINTH_REDIRECT_URI: 'https://sync.example/oauth/callback/ninth',
      })
    ).find('ninth') ?? {};
  expect(settings).toMatchObject({
    hosts: { www: 'https://www.ninth.example', api: 'https://elsewhere.example' },
    version: 'v2',
    redirectUri: 'https://sync.example/oauth/callback/ninth',
  });
});

test.each([
  ['a member that is missing', 'delete platform.posts;', 'posts'],
  ['an id that is no word', "platform.id = 'Ninth 9';", 'id'],
  ['an address that is none', "platform.hosts.api = 'api.ninth.example';", 'hosts'],
  ['no scope at all', 'platform.oauth.scopes = {};', 'scopes'],
  ['a scope without words', "platform.oauth.scopes = ['read'];", 'scopes'],
  ['a scope that one language lacks', 'delete platform.oauth.scopes.read.fr;', 'scopes.read.fr'],
  ['an unknown way to refresh', "platform.oauth.refreshing = 'sometimes';", 'refreshing'],
  ['a refresh of its own that is not there', "platform.oauth.refreshing = 'exchange';", 'refresh()'],
  ['an unknown word on PKCE', 'platform.oauth.pkce = true;', 'pkce'],
  ['an unknown authentication', "platform.oauth.clientAuthentication = 'jwt';", 'clientAuthentication'],
  ['an unknown separator', "platform.oauth.scopeSeparator = ';';", 'scopeSeparator'],
  ['a need for what is not asked for', "platform.oauth.needed = ['write'];", 'oauth.needed'],
  [
    'a capability of what is not asked for',
    "platform.capabilities.insights = ['other'];",
    'capabilities.insights',
  ],
  ['publishing that it cannot do', "platform.capabilities.publish = ['read'];", 'capabilities.publish'],
  ['half a way to publish', 'platform.publish = { commit: async () => ({}) };', 'publish.prepare'],
  [
    'webhooks that nobody can prove',
    'platform.messages = { webhooks: { verify: () => true, split: () => [], parse: () => [] }, send: async () => ({}) };',
    'verifyToken',
  ],
  ['an unknown host in its OAuth', "platform.oauth.token.host = 'oauth';", '"oauth"'],
  ['an unknown host for revoking', "platform.oauth.revoke = { host: 'www2', path: '/revoke' };", '"www2"'],
  ['no number of calls', 'platform.limits.perAccount.calls = 0;', 'calls'],
])('a folder with %s is refused by name', async (_case, changes, complaint) => {
  addPlatform('ninth', changes);
  await expect(load({})).rejects.toThrow(new RegExp(`platforms/ninth[^]*${complaint}`));
});

test('a folder without a platform, and a second one of the same id, are refused by name', async () => {
  addPlatform('ninth');
  addPlatform('tenth', "platform.id = 'ninth';");
  await expect(load({})).rejects.toThrow('platforms/tenth: another platform has the id "ninth"');
  mkdirSync(join(folder, 'empty'));
  await expect(load({})).rejects.toThrow(/empty/);
});
