import { grantAdmin } from '../commands/grantAdmin.ts';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';

/** `npm run grant-admin -- <email>`: makes a person an administrator. */
async function main(email: string | undefined): Promise<string> {
  if (!email) throw new ConfigError(['say whose account: npm run grant-admin -- person@example.com']);
  const { DATABASE_URL } = readConfig();
  if (!DATABASE_URL) throw new ConfigError(['DATABASE_URL is missing: set it, or run npm start first']);
  connectDatabase({ url: DATABASE_URL, poolSize: 1 });
  try {
    const user = await grantAdmin(email);
    if (!user) throw new ConfigError([`nobody has the address ${email}`]);
    return `${user.username} <${user.email}> is an administrator now`;
  } finally {
    await closeDatabase();
  }
}

try {
  process.stdout.write(`${await main(process.argv[2])}\n`);
} catch (error) {
  process.stderr.write(`grant-admin: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
