import type { Client } from '@temporalio/client';
import { QueryTypes } from 'sequelize';
import { database } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';

/** Those of the secrets that show in a text: as they are, and as Postgres and Temporal encode bytes. */
export const shownIn = (text: string, secrets: string[]): string[] =>
  secrets.filter((secret) => {
    const bytes = Buffer.from(secret);
    const forms = [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
    return forms.some((form) => text.includes(form));
  });

/** Every table with its rows as text. */
export async function tablesAsText(): Promise<{ name: string; text: string }[]> {
  const tables = await database().query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    { type: QueryTypes.SELECT },
  );
  return Promise.all(
    tables.map(async ({ name }) => {
      const content = await rows<{ text: string }>(`select t::text as text from ${name} t`);
      return { name, text: content.map(({ text }) => text).join('\n') };
    }),
  );
}

/** Every row of every table, as text. */
export const wholeDatabase = async (): Promise<string> =>
  (await tablesAsText()).map(({ text }) => text).join('\n');

/** The history of every workflow, with its payloads as the text they are. */
export async function* historiesAsText(
  temporal: Client,
): AsyncGenerator<{ workflowId: string; text: string }> {
  for await (const { workflowId, runId } of temporal.workflow.list())
    yield {
      workflowId,
      text: textOf(await temporal.workflow.getHandle(workflowId, runId).fetchHistory()),
    };
}

/** All that stands in a value, with its bytes as the text they are. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} ${textOf(member)}`)
    .join('\n');
}
