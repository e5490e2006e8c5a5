import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';

const template = 'socialsync_template';
/** Any number: whoever holds it makes the template. */
const templateLock = 7_233_802;

/** A database of one's own, migrated, on the Postgres that all tests share. Returns its address. */
export async function createTestDatabase(): Promise<string> {
  const admin = new pg.Client({ connectionString: addressOf('postgres') });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin);
    const name = `test_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name} template ${template}`);
    return addressOf(name);
  } finally {
    await admin.end();
  }
}

async function makeTemplate(admin: pg.Client): Promise<void> {
  await admin.query(`create database ${template}_unfinished`);
  connectDatabase({ url: addressOf(`${template}_unfinished`), poolSize: 2 });
  await migrate();
  await closeDatabase();
  await admin.query(`alter database ${template}_unfinished rename to ${template}`);
}

function addressOf(database: string): string {
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '');
  url.pathname = `/${database}`;
  return url.href;
}
