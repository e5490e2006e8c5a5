import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';

const template = 'socialsync_template';
/** Any number: whoever holds it makes the template. */
const templateLock = 7_233_802;

/** A database of one's own, migrated, on the Postgres that all tests share or on another. Returns its address. */
export async function createTestDatabase(server = process.env.TEST_POSTGRES_URL ?? ''): Promise<string> {
  const addressOf = (database: string) => withDatabase(server, database);
  const admin = new pg.Client({ connectionString: addressOf('postgres') });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin, addressOf(`${template}_unfinished`));
    const name = `test_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name} template ${template}`);
    return addressOf(name);
  } finally {
    await admin.end();
  }
}

async function makeTemplate(admin: pg.Client, address: string): Promise<void> {
  await admin.query(`create database ${template}_unfinished`);
  connectDatabase({ url: address, poolSize: 2 });
  await migrate();
  await closeDatabase();
  await admin.query(`alter database ${template}_unfinished rename to ${template}`);
}

function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
