import { rotateKeys } from '../commands/rotateKeys.ts';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { createVault } from '../db/vault.ts';

/**
 * `npm run rotate-keys`: seals with ENCRYPTION_KEY what ENCRYPTION_KEY_PREVIOUS sealed, while the product runs. Before
 * it, every process is started with both; after it, ENCRYPTION_KEY_PREVIOUS can be dropped.
 */
async function main(): Promise<string> {
  const { DATABASE_URL, ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = readConfig();
  if (!DATABASE_URL || !ENCRYPTION_KEY)
    throw new ConfigError(['DATABASE_URL and ENCRYPTION_KEY are needed: set them, or run npm start first']);
  connectDatabase({ url: DATABASE_URL, poolSize: 1 });
  try {
    const rotated = await rotateKeys(createVault(ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS));
    return `${rotated} value(s) sealed anew: ENCRYPTION_KEY_PREVIOUS can be dropped`;
  } finally {
    await closeDatabase();
  }
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  process.stderr.write(`rotate-keys: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
