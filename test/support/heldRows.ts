import { expect } from '@jest/globals';
import pg from 'pg';
import { eventually } from './eventually.ts';

/** Locks of a second connection to the database, on which a process waits until it is killed. */
export interface HeldRows {
  /** Takes more locks by a statement, such as `select … for update`; all are kept until they are released. */
  hold(statement: string, parameters?: unknown[]): Promise<void>;
  /** Resolves once so many statements of others wait for a lock. */
  untilWaiting(statements: number): Promise<void>;
  /** Ends the statements that wait, as the database does with a client that is gone; then gives the locks back. */
  release(): Promise<void>;
}

const waiting = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

export async function holdRows(databaseUrl: string | undefined): Promise<HeldRows> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  return {
    async hold(statement, parameters = []) {
      await client.query(statement, parameters);
    },
    async untilWaiting(statements) {
      await eventually(async () => {
        // What others do is seen anew only by asking outside this transaction's snapshot of the activity.
        await client.query('select pg_stat_clear_snapshot()');
        const { rows } = await client.query(`select query ${waiting}`);
        expect(rows).toHaveLength(statements);
      });
    },
    async release() {
      await client.query('select pg_stat_clear_snapshot()');
      // Else a statement that waits would be carried out for its dead client once the lock is free.
      await client.query(`select pg_terminate_backend(pid) ${waiting}`);
      await client.end();
    },
  };
}
