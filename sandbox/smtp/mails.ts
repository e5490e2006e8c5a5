import PostalMime, { type Attachment } from 'postal-mime';
import type { Store } from '../store.ts';

/** How many mails are kept: the newest. */
const kept = 500;

/** A mail as it arrived, parsed. */
export interface ReceivedMail {
  id: string;
  /** When it came, ISO 8601. */
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** By name in small letters. */
  headers: Record<string, string>;
}

interface MailRow {
  id: string;
  at: string;
  recipient: string;
  sender: string;
  raw: Uint8Array;
}

export function keepMail(
  store: Store,
  { recipient, sender, raw }: { recipient: string; sender: string; raw: Buffer },
): void {
  store.run(
    'insert into mails (id, at, recipient, sender, raw) values (?, ?, ?, ?, ?)',
    ...[store.newId(), new Date().toISOString(), recipient, sender, raw],
  );
  store.run('delete from mails where rowid <= (select max(rowid) from mails) - ?', kept);
}

/** The mails to an address (to anybody when empty), newest first. */
export function listMails(store: Store, to = '', limit = 200): Promise<ReceivedMail[]> {
  const rows = store.all<MailRow>(
    `select * from mails where ? = '' or lower(recipient) = lower(?) order by rowid desc limit ?`,
    ...[to, to, limit],
  );
  return Promise.all(rows.map(parse));
}

export async function findMail(store: Store, id: string): Promise<ReceivedMail | null> {
  const row = store.all<MailRow>('select * from mails where id = ?', id)[0];
  return row ? parse(row) : null;
}

async function parse({ id, at, recipient, sender, raw }: MailRow): Promise<ReceivedMail> {
  const { subject = '', text = '', html = '', headers, attachments } = await PostalMime.parse(raw);
  const byName = Object.fromEntries(headers.map(({ key, value }) => [key, value]));
  return {
    id,
    at,
    from: sender,
    to: recipient,
    subject,
    text,
    html: withPictures(html, attachments),
    headers: byName,
  };
}

/** The HTML with its attached pictures in it, where it names them by `cid:` (RFC 2392). */
function withPictures(html: string, attachments: Attachment[]): string {
  return attachments.reduce((shown, { contentId, mimeType, content }) => {
    if (!contentId || !mimeType.startsWith('image/')) return shown;
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
    const data = `data:${mimeType};base64,${bytes.toString('base64')}`;
    return shown.replaceAll(`cid:${contentId.replace(/^<|>$/g, '')}`, data);
  }, html);
}
