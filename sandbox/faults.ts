import type { Store } from './store.ts';

/** Answers of a vendor that refuse the call; each vendor has its own words for them. */
export const refusals = ['rate_limited', 'server_error', 'unavailable', 'refuse', 'bad_key'] as const;
export type Refusal = (typeof refusals)[number];

/** What can go wrong when an image is made. */
const imageFaults = [...refusals, 'slow', 'broken_base64', 'drop_before_work', 'drop_after_work'] as const;

/** How a text model can behave instead of keeping to its sources: it obeys every message, or makes things up. */
const manners = ['obey', 'hallucinate'] as const;
export type Manner = (typeof manners)[number];

/** What can go wrong when a model is asked, for images or for texts. */
export const modelFaults = [...imageFaults, 'malformed_body', ...manners] as const;

/** What can go wrong when a mail is sent: refused for good, or for now. */
export const mailFaults = ['reject', 'temporary'] as const;

/** What can go wrong at social platforms only. */
const socialFaults = [
  'malformed_body',
  'unknown_fields',
  'slow_body',
  'expired_token',
  'revoked_token',
  'server_error_after_work',
  'slow_after_work',
  'stale',
  'missing_scope',
  'blocked',
  'report_before_answer',
] as const;

/**
 * What a call of a social platform is about: `commit` could make something public, `prepare` only readies it (a
 * container, an upload, a draft), `status` asks how that stands, `list` lists posts, `comment` writes below one,
 * `message` sends one to a customer.
 */
export const operations = ['commit', 'prepare', 'status', 'list', 'comment', 'message'] as const;
export type Operation = (typeof operations)[number];

/** What can go wrong when a social platform is called. */
export const platformFaults = [
  'rate_limited',
  'server_error',
  'unavailable',
  'slow',
  'drop_before_work',
  'drop_after_work',
  ...socialFaults,
] as const;

export const faultNames = [...imageFaults, ...manners, ...mailFaults, ...socialFaults] as const;
export type FaultName = (typeof faultNames)[number];

interface FaultParameters {
  /** rate_limited: what Retry-After says. */
  retryAfterSeconds?: number;
  /** slow, slow_body, slow_after_work, drop_after_work: how long the answer takes, or its loss. */
  delayMs?: number;
  /** stale: a list is told as it was so long ago. */
  staleSeconds?: number;
  /** It meets only such calls of a social platform. */
  operation?: Operation;
  /** It meets all calls until then (milliseconds since 1970, real time), however many. */
  until?: number;
}

export interface Fault extends FaultParameters {
  fault: FaultName;
}

/** Words in a prompt that make a call go wrong, for a person who tries what happens then. */
export const promptWords: { word: string; meaning: string; fault: Fault }[] = [
  {
    word: '429',
    meaning: 'too many requests, Retry-After 2 s',
    fault: { fault: 'rate_limited', retryAfterSeconds: 2 },
  },
  { word: '500', meaning: 'a server error', fault: { fault: 'server_error' } },
  { word: '503', meaning: 'the service is unavailable', fault: { fault: 'unavailable' } },
  {
    word: 'slow 10s',
    meaning: 'the answer takes ten seconds (or any number of them)',
    fault: { fault: 'slow', delayMs: 10_000 },
  },
  { word: 'refuse', meaning: 'the vendor’s policy forbids the prompt', fault: { fault: 'refuse' } },
  { word: 'bad key', meaning: 'the API key is refused', fault: { fault: 'bad_key' } },
  { word: 'broken', meaning: 'the answer is no picture', fault: { fault: 'broken_base64' } },
  { word: 'obey', meaning: 'a text model does whatever a message tells it', fault: { fault: 'obey' } },
  {
    word: 'hallucinate',
    meaning: 'a text model makes things up',
    fault: { fault: 'hallucinate' },
  },
  {
    word: 'drop',
    meaning: 'the picture is made, then the connection breaks',
    fault: { fault: 'drop_after_work' },
  },
];

export interface NewFault extends Fault {
  standIn: string;
  /** How many calls it meets. */
  times: number;
  /** It meets only calls whose prompt, or whose recipient, contains this. */
  match: string;
}

interface FaultRow {
  id: string;
  stand_in: string;
  fault: FaultName;
  times: number;
  match: string;
  parameters: string;
}

export function addFault(store: Store, { standIn, fault, times, match, ...parameters }: NewFault): string {
  const id = store.newId();
  store.run(
    'insert into faults (id, stand_in, fault, times, match, parameters, at) values (?, ?, ?, ?, ?, ?, ?)',
    ...[id, standIn, fault, times, match, JSON.stringify(parameters), new Date().toISOString()],
  );
  return id;
}

/** The faults that wait for a call, those set first at the front; of one stand-in, where given. */
export const listFaults = (store: Store, ofStandIn = ''): (NewFault & { id: string })[] =>
  store
    .all<FaultRow>(`select * from faults where ? in ('', stand_in) order by rowid`, ofStandIn)
    .map(({ id, stand_in: standIn, fault, times, match, parameters }) => ({
      id,
      standIn,
      fault,
      times,
      match,
      ...(JSON.parse(parameters) as FaultParameters),
    }))
    .filter(({ until = Infinity }) => until > Date.now());

export const clearFaults = (store: Store): void => void store.run('delete from faults');

/** Uses up one time of the first fault that was set for such a call; null when none was. A manner is none. */
export const takeFault = (
  store: Store,
  standIn: string,
  subject: string,
  operation: Operation | null = null,
): Fault | null =>
  take(
    store,
    listFaults(store, standIn).find(
      (fault) => subject.includes(fault.match) && meets(fault, operation) && mannerOf(fault) === null,
    ),
  );

/** Uses up one time of the first manner that was set for such a call; null when none was. */
export const takeManner = (store: Store, standIn: string, subject: string): Manner | null =>
  mannerOf(
    take(
      store,
      listFaults(store, standIn).find((fault) => subject.includes(fault.match) && mannerOf(fault) !== null),
    ),
  );

/** The manner that a fault is; null when it is none. */
export const mannerOf = (fault: Fault | null): Manner | null =>
  manners.find((manner) => manner === fault?.fault) ?? null;

function take(store: Store, found: (NewFault & { id: string }) | undefined): Fault | null {
  if (!found) return null;
  if (found.until !== undefined) return found;
  if (found.times > 1) store.run('update faults set times = times - 1 where id = ?', found.id);
  else store.run('delete from faults where id = ?', found.id);
  return found;
}

/** Only a list can be stale. */
const meets = ({ fault, operation }: Fault, called: Operation | null): boolean =>
  (operation === undefined || operation === called) && (fault !== 'stale' || called === 'list');

/** The fault that a prompt asks for: `[500]` every time, `[500 once]` the first time that this very prompt comes. */
export function faultInWords(store: Store, prompt: string): Fault | null {
  for (const [, words = ''] of prompt.matchAll(/\[([^[\]]{1,30})\]/g)) {
    const word = words.toLowerCase().replace(/ once$/, '');
    const fault = faultOfWord(word);
    if (!fault) continue;
    return word.length === words.length || isFirst(store, prompt) ? fault : null;
  }
  return null;
}

function faultOfWord(word: string): Fault | null {
  const seconds = /^slow (\d{1,3})s$/.exec(word)?.[1];
  if (seconds) return { fault: 'slow', delayMs: Number(seconds) * 1000 };
  return promptWords.find((each) => each.word === word)?.fault ?? null;
}

const isFirst = (store: Store, prompt: string): boolean =>
  store.run('insert or ignore into once (subject) values (?)', prompt).changes > 0;
