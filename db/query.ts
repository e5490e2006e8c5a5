import { QueryTypes } from 'sequelize';
import { database } from './connection.ts';

/** Rows of a SELECT or of a statement with RETURNING; `$1`-style parameters. Joins the surrounding transaction. */
export function rows<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return database().query<Row>(sql, { bind: parameters, type: QueryTypes.SELECT });
}

/** The first row, or undefined. */
export async function row<Row extends object>(
  sql: string,
  parameters: unknown[] = [],
): Promise<Row | undefined> {
  return (await rows<Row>(sql, parameters))[0];
}

/** The columns as numbers, with their names: counts are kept as bigint, and none reaches 2^53. */
export const countsOf = (columns: readonly string[], table: string): string =>
  columns.map((column) => `${table}.${column}::float8 as ${column}`).join(', ');
