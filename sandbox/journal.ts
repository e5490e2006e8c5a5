import { createHash } from 'node:crypto';
import type { Store } from './store.ts';

/** A call of a stand-in, as the sandbox remembers it: the oracle of how often the work was really done. */
export interface JournalEntry {
  id: string;
  standIn: string;
  /** When it came, ISO 8601. */
  at: string;
  method: string;
  path: string;
  /** What it was about: the prompt; empty when the request could not be read. */
  prompt: string;
  /** The beginning of the SHA-256 of its key: tells callers apart, gives no key away. Empty without a right key. */
  caller: string;
  outcome: 'received' | 'answered' | 'refused' | 'dropped' | 'left';
  status: number | null;
  /** Whether the work was done: a real vendor would bill it. */
  worked: boolean;
}

interface CallRow {
  id: string;
  stand_in: string;
  at: string;
  method: string;
  path: string;
  subject: string;
  caller: string;
  outcome: JournalEntry['outcome'];
  status: number | null;
  worked: number;
}

/** How many pictures are kept: those of the newest calls. */
const keptThumbnails = 500;

/** How a call ended; `thumbnail` is a small WebP of what it made. */
export type Ending = Pick<JournalEntry, 'outcome' | 'status' | 'worked'> & { thumbnail?: Buffer };

/** Notes a call when it comes, so that one that is never answered is known too. Returns its id. */
export function beginCall(
  store: Store,
  call: { standIn: string; method: string; path: string; prompt: string; key: string },
): string {
  const id = store.newId();
  const caller = call.key && createHash('sha256').update(call.key).digest('hex').slice(0, 12);
  store.run(
    `insert into calls (id, stand_in, at, method, path, subject, caller, outcome, worked) values (?, ?, ?, ?, ?, ?, ?, 'received', 0)`,
    ...[id, call.standIn, new Date().toISOString(), call.method, call.path, call.prompt, caller],
  );
  store.run(
    'update calls set thumbnail = null where rowid = (select max(rowid) from calls) - ? and thumbnail is not null',
    keptThumbnails,
  );
  return id;
}

export function endCall(store: Store, id: string, { outcome, status, worked, thumbnail }: Ending): void {
  store.run(
    'update calls set outcome = ?, status = ?, worked = ?, thumbnail = ? where id = ?',
    ...[outcome, status, Number(worked), thumbnail ?? null, id],
  );
}

/** The calls, oldest first; of one stand-in, or whose prompt contains `match`, where given. */
export function listCalls(store: Store, { standIn = '', match = '', limit = 1000 } = {}): JournalEntry[] {
  const rows = store.all<CallRow>(
    `select id, stand_in, at, method, path, subject, caller, outcome, status, worked from calls
     where (? = '' or stand_in = ?) and instr(subject, ?) > 0 order by rowid desc limit ?`,
    ...[standIn, standIn, match, limit],
  );
  return rows.reverse().map(({ stand_in, subject, worked, ...rest }) => ({
    ...rest,
    standIn: stand_in,
    prompt: subject,
    worked: worked === 1,
  }));
}

export const thumbnailOf = (store: Store, id: string): Uint8Array | null =>
  store.all<{ thumbnail: Uint8Array | null }>('select thumbnail from calls where id = ?', id)[0]?.thumbnail ??
  null;
