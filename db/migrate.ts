import { readdirSync } from 'node:fs';
import { ConnectionError, QueryTypes, type Sequelize } from 'sequelize';
import { Umzug, SequelizeStorage } from 'umzug';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { closeDatabase, connectDatabase, database } from './connection.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any number will do; it is the same in every process that migrates. */
const migrationLock = 7_233_801;

/** The project's migrations: a file each in db/migrations/ with its SQL, applied in the order of their names. */
function createMigrator(sequelize: Sequelize): Umzug {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  return new Umzug({
    migrations: files.sort().map((file) => {
      const run = async (direction: 'up' | 'down') => {
        const sql = ((await import(new URL(file, folder).href)) as Record<'up' | 'down', string>)[direction];
        await sequelize.query(sql);
      };
      return { name: file, up: () => run('up'), down: () => run('down') };
    }),
    storage: new SequelizeStorage({ sequelize, tableName: 'migrations' }),
    logger: undefined,
  });
}

/**
 * Applies the pending migrations, all or nothing, and returns their names. Two processes that start together take
 * turns.
 */
export async function migrate(): Promise<string[]> {
  return database().transaction(async () => {
    await database().query('select pg_advisory_xact_lock(:lock)', {
      replacements: { lock: migrationLock },
      type: QueryTypes.SELECT,
    });
    return (await createMigrator(database()).up()).map(({ name }) => name);
  });
}

/**
 * Asks the database whether it is ready for this code.
 * @throws {ConfigError} that says what to do when it does not answer, or lacks a migration.
 */
export async function assertMigrated(): Promise<void> {
  const pending = await createMigrator(database()).pending().catch(explainUnreachable);
  if (pending.length > 0) {
    throw new ConfigError([
      `DATABASE_URL lacks ${pending.length} migration(s), first ${pending[0]?.name}: npm run migrate`,
    ]);
  }
}

function explainUnreachable(error: unknown): never {
  if (!(error instanceof ConnectionError)) throw error;
  throw new ConfigError([`DATABASE_URL: Postgres does not let us in (${error.message})`]);
}

if (import.meta.main) {
  try {
    const { DATABASE_URL } = readConfig();
    if (!DATABASE_URL)
      throw new ConfigError(['DATABASE_URL is missing: set it, or run npm start, which migrates']);
    connectDatabase({ url: DATABASE_URL, poolSize: 2 });
    const applied = await migrate();
    await closeDatabase();
    process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'nothing to migrate\n');
  } catch (error) {
    process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
