import { rotateKeys, type KeyRotation } from '../commands/rotateKeys.ts';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { createVault } from '../db/vault.ts';

/**
 * `npm run rotate-keys`: seals with ENCRYPTION_KEY what ENCRYPTION_KEY_PREVIOUS sealed, while the product runs. Before
 * it, every process is started with both; after it, ENCRYPTION_KEY_PREVIOUS can be dropped. Values that cannot be opened
 * are named, and the exit code is 1.
 */
async function main(): Promise<KeyRotation> {
  const { DATABASE_URL, ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = readConfig();
  if (!DATABASE_URL || !ENCRYPTION_KEY)
    throw new ConfigError(['DATABASE_URL and ENCRYPTION_KEY are needed: set them, or run npm start first']);
  connectDatabase({ url: DATABASE_URL, poolSize: 1 });
  try {
    return await rotateKeys(createVault(ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS));
  } finally {
    await closeDatabase();
  }
}

try {
  const { rotated, unopened } = await main();
  process.stdout.write(`${rotated} value(s) sealed anew: ENCRYPTION_KEY_PREVIOUS can be dropped\n`);
  for (const [cause, count] of unopened)
    process.stderr.write(`rotate-keys: ${count} value(s) stay as they are: ${cause}\n`);
  if (unopened.size > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`rotate-keys: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
