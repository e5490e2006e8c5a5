import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { WrongSetting } from './settings.ts';

/** What the sandbox remembers over a restart, also one by kill -9: its calls, faults and mails. */
export interface Store {
  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[];
  run(sql: string, ...parameters: SQLInputValue[]): { changes: number };
  /** Does all of it or nothing; within it nothing may be awaited; one within another is part of it. */
  atOnce<Result>(work: () => Result): Result;
  newId(): string;
  close(): void;
}

const tables = `
  create table if not exists calls (
    id text primary key, stand_in text not null, at text not null, method text not null, path text not null,
    subject text not null, caller text not null, outcome text not null, status integer, worked integer not null,
    thumbnail blob);
  create table if not exists faults (
    id text primary key, stand_in text not null, fault text not null, times integer not null, match text not null,
    parameters text not null, at text not null);
  create table if not exists mails (
    id text primary key, at text not null, recipient text not null, sender text not null, raw blob not null);
  create table if not exists once (subject text primary key);
`;

/**
 * Opens the sandbox's database in a directory, making both if need be.
 * @throws {WrongSetting} when that cannot be done, or what is there is no database.
 */
export function openStore(directory: string): Store {
  const database = open(directory);
  // Every call of a stand-in runs the same few statements: they are compiled once.
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepared(sql).all(...parameters) as Row[],
    run: (sql, ...parameters) => ({ changes: Number(prepared(sql).run(...parameters).changes) }),
    atOnce(work) {
      if (database.isTransaction) return work();
      database.exec('begin immediate');
      try {
        const result = work();
        database.exec('commit');
        return result;
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    newId: randomUUID,
    close: () => database.close(),
  };
}

function open(directory: string): DatabaseSync {
  const file = join(directory, 'sandbox.sqlite');
  try {
    mkdirSync(directory, { recursive: true });
    const database = new DatabaseSync(file);
    // What is written outlives the process, also a kill -9; only a crash of the whole machine could lose some of it.
    database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma busy_timeout = 5000;');
    database.exec(tables);
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WrongSetting(`DATA_DIR: the sandbox cannot keep its state in ${file} (${reason})`);
  }
}
