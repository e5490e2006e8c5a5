import { randomUUID } from 'node:crypto';
import { connectAccounts } from '../../commands/connections/connectAccounts.ts';
import type { Connection } from '../../db/models/connection.ts';
import { User } from '../../db/models/user.ts';
import { row } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { freePort } from '../../launcher/ports.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import { imageKey } from '../../media/keys.ts';
import { appCall } from '../../platforms/calls.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import type { Json } from './apiClient.ts';
import { eventually } from './eventually.ts';
import { aPicture } from './mediaServer.ts';
import { aPerson, type TestPerson } from './people.ts';
import type { TestApi } from './testApi.ts';
import { startTestStack, type TestStack } from './testStack.ts';

/** The product and its platforms, of one test or of many processes. */
interface Product {
  api: Pick<TestApi, 'config' | 'stranger'>;
  sandbox: TestStack['sandbox'];
}

/** The whole product, with an API whose pictures the sandbox can fetch. */
export async function startPublishingStack(
  overrides: Record<string, string> = {},
  workerOverrides: Record<string, string> = {},
): Promise<TestStack> {
  const port = String(await freePort());
  return startTestStack(
    { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, ...overrides },
    workerOverrides,
  );
}

export interface Publisher extends TestPerson {
  userId: string;
  projectId: string;
}

export async function aPublisher(stack: Pick<Product, 'api'>, name = 'shop'): Promise<Publisher> {
  const person = await aPerson(stack.api, name);
  const user = await User.findOne({ where: { number: person.id }, rejectOnEmpty: true });
  if (!user.defaultProjectId) throw new Error('a person without a project');
  return { ...person, userId: user.id, projectId: user.defaultProjectId };
}

/** A new account at a platform of the sandbox; its id. */
export async function anAccountAt({ sandbox }: Pick<Product, 'sandbox'>, platform: string): Promise<string> {
  const handle = `${platform}${randomUUID().slice(0, 8)}`;
  const details = { callLimit: '1000000', publishingQuota: '100000' };
  await sandbox.control('accounts', { platform, id: handle, handle, name: handle, details });
  return handle;
}

/** A new account at a platform of the sandbox, connected to the publisher's project. */
export async function aConnectedAccount(
  product: Product,
  publisher: Publisher,
  platform: string,
): Promise<Connection> {
  return connectAccount(product, publisher, platform, await anAccountAt(product, platform));
}

/** Connects an account of the sandbox, or connects it again, with a new token. */
export async function connectAccount(
  { api, sandbox }: Product,
  { projectId, userId }: Publisher,
  platformId: string,
  handle: string,
): Promise<Connection> {
  const token = await sandbox.control('tokens', { platform: platformId, accountId: handle });
  const options = { environment: {}, publicUrl: api.config.PUBLIC_URL, sandboxUrl: sandbox.url };
  const registered = (await loadPlatforms(options)).find(platformId);
  if (!registered) throw new Error(`there is no platform "${platformId}"`);
  const call = { ...appCall(registered), accessToken: token.access_token };
  const [profile] = await registered.platform.accounts(call);
  if (!profile) throw new Error('the token opens no account');
  const { grant, ...account } = profile;
  const seconds = grant ? grant.expiresInSeconds : Number(token.expires_in ?? 3600);
  const tokens = {
    accessToken: grant?.accessToken ?? token.access_token,
    refreshToken: grant ? grant.refreshToken : (token.refresh_token ?? null),
    expiresAt: seconds === null ? null : new Date(Date.now() + seconds * 1000),
    refreshExpiresAt: null,
  };
  const accounts = [{ ...account, scopes: null, tokens }];
  const vault = createVault(api.config.ENCRYPTION_KEY ?? '');
  const consent = { projectId, userId, platform: platformId, accounts, force: false, hasInbox: false };
  const [connection] = await connectAccounts(vault, consent);
  if (!connection) throw new Error('nothing was connected');
  return connection;
}

/** A validated image of the project, with its file. */
export async function aValidatedImage(
  { api }: Pick<Product, 'api'>,
  { projectId, userId }: Publisher,
  size = { width: 640, height: 640 },
): Promise<number> {
  const made = await row<{ id: number }>(
    `insert into images (project_id, user_id, prompt, style, width, height, quality, status)
     values ($1, $2, 'a lighthouse', 'realistic', $3, $4, 'standard', 'validated') returning id`,
    [projectId, userId, size.width, size.height],
  );
  const id = made?.id ?? 0;
  const bytes = await aPicture(size.width, size.height, 'png');
  const key = imageKey(id, bytes, 'png');
  await createDiskStorage(api.config.MEDIA_DIR).put(key, bytes);
  await row('update images set file_key = $2 where id = $1 returning id', [id, key]);
  return id;
}

export interface ShopWithAccounts {
  stack: TestStack;
  shop: Publisher;
  image: number;
  /** Its account at one of the platforms. */
  account: (platform: string) => Connection;
}

/** The whole product, and in it a shop with a validated image and an account at each of these platforms. */
export async function startShop(platforms: string[]): Promise<ShopWithAccounts> {
  const stack = await startPublishingStack();
  const shop = await aPublisher(stack);
  const image = await aValidatedImage(stack, shop);
  const accounts = new Map<string, Connection>();
  for (const platform of platforms) accounts.set(platform, await aConnectedAccount(stack, shop, platform));
  const account = (platform: string): Connection => {
    const found = accounts.get(platform);
    if (!found) throw new Error(`the shop has no account at ${platform}`);
    return found;
  };
  return { stack, shop, image, account };
}

/** Schedules a post, so many seconds ahead; returns it as the API shows it. */
export async function schedule(publisher: Publisher, inSeconds: number, post: object): Promise<Json> {
  const scheduled_time = new Date(Date.now() + inSeconds * 1000).toISOString();
  const { status, body } = await publisher.client.post('/api/scheduler/schedule/', {
    scheduled_time,
    ...post,
  });
  if (status !== 201) throw new Error(`the post was not taken: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The post as the API shows it, once its state is one of these. */
export async function postIn(
  publisher: Publisher,
  id: number,
  states: string[],
  withinMs = 30_000,
): Promise<Json> {
  await eventually(async () => {
    const found = await row<{ state: string }>('select state from scheduled_posts where id = $1', [id]);
    if (!states.includes(found?.state ?? '')) throw new Error(`post ${id} is ${found?.state ?? 'gone'}`);
  }, withinMs);
  return (await publisher.client.get(`/api/scheduler/posts/${id}/`)).body;
}

/** What the sandbox published for an account, and the requests that could have. */
export async function publishedAt(
  { sandbox }: Pick<Product, 'sandbox'>,
  platform: string,
  account: string,
): Promise<{ posts: Json[]; requests: Json[] }> {
  const told = async (what: string) => {
    const answer = await fetch(`${sandbox.url}/control/${what}?platform=${platform}&account=${account}`);
    return (await answer.json()) as Json[];
  };
  const [posts, requests] = await Promise.all([told('posts'), told('requests')]);
  return { posts, requests };
}
