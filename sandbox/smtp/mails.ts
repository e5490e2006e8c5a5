import PostalMime from 'postal-mime';
import type { Store } from '../store.ts';

/** A mail as it arrived, parsed. */
export interface ReceivedMail {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

interface MailRow {
  id: string;
  at: string;
  recipient: string;
  sender: string;
  raw: Uint8Array;
}

/** The mails to an address (to anybody when empty), newest first. */
export function listMails(store: Store, to = ''): Promise<ReceivedMail[]> {
  const rows = store.all<MailRow>(
    `select * from mails where ? = '' or lower(recipient) = lower(?) order by rowid desc limit 200`,
    ...[to, to],
  );
  return Promise.all(rows.map(parse));
}

export async function findMail(store: Store, id: string): Promise<ReceivedMail | null> {
  const row = store.all<MailRow>('select * from mails where id = ?', id)[0];
  return row ? parse(row) : null;
}

async function parse({ id, at, recipient, sender, raw }: MailRow): Promise<ReceivedMail> {
  const { subject = '', text = '', html = '', headers } = await PostalMime.parse(raw);
  const byName = Object.fromEntries(headers.map(({ key, value }) => [key, value]));
  return { id, at, from: sender, to: recipient, subject, text, html, headers: byName };
}
