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

/** Every row of every table, as text. */
export async function wholeDatabase(): Promise<string> {
  const tables = await database().query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    { type: QueryTypes.SELECT },
  );
  const contents = tables.map(({ name }) => rows<{ text: string }>(`select t::text as text from ${name} t`));
  return (await Promise.all(contents)).flatMap((content) => content.map(({ text }) => text)).join('\n');
}

/** All that stands in a value, with its bytes as the text they are. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} ${textOf(member)}`)
    .join('\n');
}
