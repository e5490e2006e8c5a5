import { AsyncLocalStorage } from 'node:async_hooks';
import { Sequelize, type Options } from 'sequelize';
import { initialiseModels } from './models/index.ts';

/**
 * The transaction that the running code stands in. Sequelize asks it at every query, so a query made inside
 * `transaction(...)` belongs to it without being told: none can be forgotten.
 */
const surroundings = new AsyncLocalStorage<Map<string, unknown>>();
Sequelize.useCLS({
  run: (work: (values: Map<string, unknown>) => void) => {
    const values = new Map<string, unknown>();
    surroundings.run(values, () => work(values));
    return values;
  },
  get: (key: string) => surroundings.getStore()?.get(key),
  set: (key: string, value: unknown) => surroundings.getStore()?.set(key, value),
  bind: (work: unknown) => work,
});

/** Between two statements of a transaction, in ms. */
const longestPauseMs = 10_000;

let sequelize: Sequelize | undefined;

/** Connects this process to its database and readies the models. A process has one. No query is sent yet. */
export function connectDatabase({ url, poolSize }: { url: string; poolSize: number }): Sequelize {
  const options: Options = {
    dialect: 'postgres',
    logging: false,
    pool: { max: poolSize, idle: 30_000, acquire: 5_000 },
    define: { underscored: true },
    dialectOptions: { connectionTimeoutMillis: 3_000, keepAlive: true, application_name: 'socialsync' },
  };
  sequelize = new Sequelize(url, options);
  sequelize.addHook('afterConnect', limitTransactions);
  initialiseModels(sequelize);
  return sequelize;
}

/**
 * The rows that a transaction holds are free again soon after its process stood still or vanished without a word: else
 * all others that need them would wait for it. No parameter of the start, which a pooler may not take.
 */
async function limitTransactions(connection: unknown): Promise<void> {
  const client = connection as { query(statement: string): Promise<unknown> };
  await client.query(`set idle_in_transaction_session_timeout = ${longestPauseMs}`);
}

/** The process's connection. @throws when connectDatabase was not called. */
export function database(): Sequelize {
  if (!sequelize) throw new Error('connectDatabase was not called');
  return sequelize;
}

/** Closes the pool: running queries finish, new ones fail. */
export async function closeDatabase(): Promise<void> {
  await sequelize?.close();
  sequelize = undefined;
}

/**
 * Runs `work` in one transaction: everything in it is written, or nothing. Inside another one it joins that one, so a
 * command can be called alone or as a part. A deadlock or serialisation failure is thrown, never retried silently.
 */
export function transaction<Result>(work: () => Promise<Result>): Promise<Result> {
  if (isInTransaction()) return work();
  return database().transaction(() => work());
}

/** Whether the running code stands in a transaction. */
export const isInTransaction = (): boolean => surroundings.getStore()?.get('transaction') !== undefined;
