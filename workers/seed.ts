import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { orderImages } from '../commands/images/orderImages.ts';
import { registerPerson } from '../commands/people/registerPerson.ts';
import { readConfig, readEnvironment } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { registryOptions } from '../config/platforms.ts';
import type { GenerateImageRequest } from '../contracts/images.ts';
import { closeDatabase, connectDatabase, transaction } from '../db/connection.ts';
import { Image } from '../db/models/image.ts';
import { User } from '../db/models/user.ts';
import { loadPlatforms } from '../platforms/registry.ts';
import { registerSandboxWebhooks } from './sandboxWebhooks.ts';

interface Login {
  email: string;
  username: string;
  password: string;
}

const pictures: Pick<GenerateImageRequest, 'prompt' | 'style' | 'tags'>[] = [
  { prompt: 'Un coucher de soleil sur une plage tropicale', style: 'realistic', tags: ['nature', 'plage'] },
  { prompt: 'A mountain lake at dawn, mist over the water', style: 'artistic', tags: ['nature', 'montagne'] },
  { prompt: 'Une ville la nuit sous la pluie, néons', style: 'anime', tags: ['ville'] },
];
/** The pictures are made by the worker that has just started; after so long the seed stops waiting for them. */
const waitAtMostMs = 15_000;

/**
 * Gives a fresh product a person to try it as, with a project and a few finished images, and has the sandbox's webhooks
 * come here. A second run changes nothing. Prints the login as JSON.
 */
const config = readConfig();
if (!config.DATABASE_URL) throw new ConfigError(['DATABASE_URL is missing: npm start sets it']);
connectDatabase({ url: config.DATABASE_URL, poolSize: 2 });
const login = readLogin(join(config.DATA_DIR, 'demo.json'));
await hearFromSandbox();
if (!(await User.findOne({ where: { email: login.email } }))) await waitForPictures(await seed(login));
await closeDatabase();
process.stdout.write(`${JSON.stringify(login)}\n`);

/** Customers who write on the sandbox's pages are heard. Without that, everything else still works. */
async function hearFromSandbox(): Promise<void> {
  if (!config.SANDBOX_URL) return;
  const platforms = await loadPlatforms(registryOptions(config, readEnvironment()));
  const problems = await registerSandboxWebhooks(platforms, config.SANDBOX_URL, config.PUBLIC_URL);
  for (const problem of problems)
    process.stderr.write(`no webhook was registered at the sandbox: ${problem}\n`);
}

/** The demo person's login: made once, for this data directory alone. */
function readLogin(path: string): Login {
  if (!existsSync(path)) {
    const login = {
      email: 'demo@socialsync.test',
      username: 'demo',
      password: `Try-${randomBytes(5).toString('hex')}-7`,
    };
    writeFileSync(path, JSON.stringify(login), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Login;
}

/** The person and the orders together: a seed that was interrupted starts over. */
function seed({ email, username, password }: Login): Promise<number[]> {
  return transaction(async () => {
    const person = await registerPerson({ username, email, password, firstName: 'Demo', lastName: 'Person' });
    const projectId = person.defaultProjectId ?? '';
    const order = {
      projectId,
      userId: person.id,
      width: 1024,
      height: 1024,
      quality: 'standard',
      n: 1,
    } as const;
    const dailyLimit = Math.max(config.IMAGE_QUOTA_PER_DAY, pictures.length);
    const orders: number[] = [];
    for (const picture of pictures) orders.push(...(await orderImages({ ...order, ...picture, dailyLimit })));
    return orders;
  });
}

/** Waits until the worker has made them. */
async function waitForPictures(ids: number[]): Promise<void> {
  const until = Date.now() + waitAtMostMs;
  while (Date.now() < until && (await Image.count({ where: { id: ids, status: 'pending' } })) > 0)
    await pause(100);
}
