import { readdirSync } from 'node:fs';
import { ConnectionError, QueryTypes, type Sequelize } from 'sequelize';
import type { Umzug } from 'umzug';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { closeDatabase, connectDatabase, database } from './connection.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any number will do; it is the same in every process that migrates. */
const migrationLock = 7_233_801;
/** Where Umzug notes what is applied. */
const tableName = 'migrations';

/** The project's migrations: a file each in db/migrations/ with its SQL, in the order in which they are applied. */
const migrationFiles = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort();

async function createMigrator(sequelize: Sequelize): Promise<Umzug> {
  // It brings a command line along, which every process would load that only looks whether all is applied.
  const { Umzug, SequelizeStorage } = await import('umzug');
  return new Umzug({
    migrations: migrationFiles().map((file) => {
      const run = async (direction: 'up' | 'down') => {
        const sql = ((await import(new URL(file, folder).href)) as Record<'up' | 'down', string>)[direction];
        await sequelize.query(sql);
      };
      return { name: file, up: () => run('up'), down: () => run('down') };
    }),
    storage: new SequelizeStorage({ sequelize, tableName }),
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
    return (await (await createMigrator(database())).up()).map(({ name }) => name);
  });
}

/**
 * Asks the database whether it is ready for this code.
 * @throws {ConfigError} that says what to do when it does not answer, or lacks a migration.
 */
export async function assertMigrated(): Promise<void> {
  const applied = await appliedMigrations().catch(explainUnreachable);
  const pending = migrationFiles().filter((file) => !applied.has(file));
  if (pending.length > 0) {
    throw new ConfigError([
      `DATABASE_URL lacks ${pending.length} migration(s), first ${pending[0]}: npm run migrate`,
    ]);
  }
}

async function appliedMigrations(): Promise<Set<string>> {
  const ask = <Row extends object>(sql: string) => database().query<Row>(sql, { type: QueryTypes.SELECT });
  const there = await ask(`select 1 as there where to_regclass('${tableName}') is not null`);
  if (there.length === 0) return new Set();
  return new Set((await ask<{ name: string }>(`select name from ${tableName}`)).map(({ name }) => name));
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
