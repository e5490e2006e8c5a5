import type { Store } from './store.ts';

/** Answers of a vendor that refuse the call; each vendor has its own words for them. */
export const refusals = ['rate_limited', 'server_error', 'unavailable', 'refuse', 'bad_key'] as const;
export type Refusal = (typeof refusals)[number];

/** What can go wrong when an image is made. */
export const imageFaults = [
  ...refusals,
  'slow',
  'broken_base64',
  'drop_before_work',
  'drop_after_work',
] as const;

/** What can go wrong when a mail is sent: refused for good, or for now. */
export const mailFaults = ['reject', 'temporary'] as const;

/** What can go wrong with an answer's body, or with the token of a call, at a social platform. */
const socialFaults = [
  'malformed_body',
  'unknown_fields',
  'slow_body',
  'expired_token',
  'revoked_token',
  'missing_scope',
] as const;

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

export const faultNames = [...imageFaults, ...mailFaults, ...socialFaults] as const;
export type FaultName = (typeof faultNames)[number];

interface FaultParameters {
  /** rate_limited: what Retry-After says. */
  retryAfterSeconds?: number;
  /** slow, slow_body: how long the answer takes. */
  delayMs?: number;
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

/** The faults that wait for a call, those set first at the front. */
export const listFaults = (store: Store): (NewFault & { id: string })[] =>
  store
    .all<FaultRow>('select * from faults order by rowid')
    .map(({ id, stand_in: standIn, fault, times, match, parameters }) => ({
      id,
      standIn,
      fault,
      times,
      match,
      ...(JSON.parse(parameters) as FaultParameters),
    }));

export const clearFaults = (store: Store): void => void store.run('delete from faults');

/** Uses up one time of the first fault that was set for such a call; null when none was. */
export function takeFault(store: Store, standIn: string, subject: string): Fault | null {
  const found = listFaults(store).find((fault) => fault.standIn === standIn && subject.includes(fault.match));
  if (!found) return null;
  if (found.times > 1) store.run('update faults set times = times - 1 where id = ?', found.id);
  else store.run('delete from faults where id = ?', found.id);
  return found;
}

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
