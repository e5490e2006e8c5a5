import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/**
 * Stops the product at the durable write that a step is, from outside: by triggers in the database that the chaos has
 * for itself. `before` waits in the transaction that writes, on a lock that we have. `after` waits once the transaction
 * is safe on the disk and nobody has heard of it yet: its commit asks for a copy on a second server, which is not there.
 */
export type Moment = 'before' | 'after';

/** A statement of the product that waits at a step. */
interface Standing {
  /** The process, by its name. */
  process: string;
  /** The backend of the database that serves it. */
  backend: number;
}

/** Any number: we hold this lock as long as we live. */
const lock = 4_711;
const lookEveryMs = 15;
/** So many looks that find nobody standing are enough. */
const calmLooks = 10;

const setUp = `
  create schema chaos;
  create table chaos.holds (step text primary key, moment text not null);
  create table chaos.told (about uuid, kind text not null, process text not null,
    at timestamptz not null default clock_timestamp());

  create function chaos.stop_at(reached text) returns void language plpgsql as $$
  declare wanted text;
  begin
    select moment into wanted from chaos.holds where step = reached;
    if wanted = 'before' then
      perform pg_advisory_lock_shared(${lock});
      perform pg_advisory_unlock_shared(${lock});
    elsif wanted = 'after' then perform set_config('synchronous_commit', 'on', true);
    end if;
  end $$;

  create function chaos.tell(about uuid, kind text) returns void language sql as $$
    insert into chaos.told (about, kind, process) values (about, kind, current_setting('application_name'));
  $$;`;

// The product has advisory locks of its own, by numbers of 64 bits.
const standing = `
  select application_name as process, pid as backend from pg_stat_activity a
  where datname = current_database() and pid <> pg_backend_pid()
    and (wait_event = 'SyncRep' or exists (select from pg_locks l where l.pid = a.pid and not l.granted
      and l.locktype = 'advisory' and l.classid = 0 and l.objid = ${lock}))
  order by query_start`;

export interface Steps {
  /** Resolves with who stands at the step first; null when nobody comes within so many ms. */
  untilReached(step: string, moment: Moment, withinMs: number): Promise<Standing | null>;
  /** Ends the statements of these, or of all, as the database does with a client that is gone. */
  cutOff(backends?: number[]): Promise<void>;
  /** Lets all go on that stand somewhere. */
  release(): Promise<void>;
  /** Asks the database until it answers, as somebody who stands at no step. */
  ask<Row extends pg.QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** `triggers`: SQL that calls `chaos.stop_at(step)` where a step is, and `chaos.tell` where it matters who came by. */
export async function prepareSteps(databaseUrl: string, triggers: string): Promise<Steps> {
  let client: Promise<pg.Client> | null = null;

  /** The one connection that has the lock; another one when the database was killed. */
  const connected = (): Promise<pg.Client> => (client ??= connect());

  async function connect(): Promise<pg.Client> {
    for (;;) {
      const fresh = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
      // Whoever asks next finds it out.
      fresh.on('error', () => {});
      try {
        await fresh.connect();
        await fresh.query('set synchronous_commit = local');
        await fresh.query('select pg_advisory_lock($1)', [lock]);
        return fresh;
      } catch {
        await fresh.end().catch(() => {});
        await pause(200);
      }
    }
  }

  let latest: Promise<unknown> = Promise.resolve();
  function ask<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    // One connection does one thing at a time.
    const asked = latest.then(() => askNow<Row>(sql, parameters));
    latest = asked.catch(() => {});
    return asked;
  }

  async function askNow<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[]): Promise<Row[]> {
    for (;;) {
      const asking = connected();
      const asked = await asking;
      try {
        return (await asked.query<Row>(sql, parameters)).rows;
      } catch (error) {
        if ((error as { severity?: string }).severity === 'ERROR') throw error;
        // Others may have found it out before.
        if (client === asking) client = null;
        await asked.end().catch(() => {});
      }
    }
  }

  /** A cancelled wait for the second server is a commit all the same. */
  const letGo = () =>
    ask(`select pg_cancel_backend(backend) from (${standing}) s
      where exists (select from pg_stat_activity a where a.pid = backend and a.wait_event = 'SyncRep')`);

  const first = await connected();
  await first.query(setUp + triggers);
  await first.query(
    `alter database ${first.escapeIdentifier(first.database ?? '')} set synchronous_commit = local`,
  );
  await first.query(`alter system set synchronous_standby_names = 'nobody'`);
  await first.query('select pg_reload_conf()');

  return {
    async untilReached(step, moment, withinMs) {
      // Who came to the last step while its hold was taken away stands there still.
      while ((await letGo()).length > 0) await pause(lookEveryMs);
      await ask('insert into chaos.holds values ($1, $2)', [step, moment]);
      const until = Date.now() + withinMs;
      while (Date.now() < until) {
        const [found] = await ask<{ process: string; backend: number }>(standing);
        if (found) return found;
        await pause(lookEveryMs);
      }
      return null;
    },
    async cutOff(backends) {
      await ask(
        `select pg_terminate_backend(backend) from (${standing}) s where $1::int[] is null or backend = any($1)`,
        [backends ?? null],
      );
    },
    async release() {
      await ask('delete from chaos.holds');
      await ask('select pg_advisory_unlock($1)', [lock]);
      // Who was behind them, at the lock that a commit with a notification takes, comes to stand only now.
      for (let calm = 0; calm < calmLooks; calm += 1) {
        if ((await letGo()).length > 0) calm = 0;
        await pause(lookEveryMs);
      }
      await ask('select pg_advisory_lock($1)', [lock]);
    },
    ask,
    async close() {
      await (await client)?.end();
    },
  };
}
