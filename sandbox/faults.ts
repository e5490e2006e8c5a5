import type { Store } from './store.ts';

/** What can be made to go wrong. */
export const faultNames = [
  'rate_limited',
  'server_error',
  'unavailable',
  'slow',
  'refuse',
  'bad_key',
  'broken_base64',
  'drop_before_work',
  'drop_after_work',
  'reject',
  'temporary',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface FaultParameters {
  /** rate_limited: what Retry-After says. */
  retryAfterSeconds?: number;
  /** slow: how long the answer takes. */
  delayMs?: number;
}

export interface Fault extends FaultParameters {
  fault: FaultName;
}

/** Words in a prompt that make a call go wrong, for a person who tries what happens then. */
export const promptWords: {
  word: string;
  meaning: string;
  fault: FaultName;
  parameters?: FaultParameters;
}[] = [
  {
    word: '429',
    meaning: 'too many requests, Retry-After 2 s',
    fault: 'rate_limited',
    parameters: { retryAfterSeconds: 2 },
  },
  { word: '500', meaning: 'a server error', fault: 'server_error' },
  { word: '503', meaning: 'the service is unavailable', fault: 'unavailable' },
  { word: 'slow 10s', meaning: 'the answer takes ten seconds (any number)', fault: 'slow' },
  { word: 'refuse', meaning: 'the vendor’s policy forbids the prompt', fault: 'refuse' },
  { word: 'bad key', meaning: 'the API key is refused', fault: 'bad_key' },
  { word: 'broken', meaning: 'the answer is no picture', fault: 'broken_base64' },
  { word: 'drop', meaning: 'the picture is made, then the connection breaks', fault: 'drop_after_work' },
];

export interface NewFault extends Fault {
  standIn: string;
  times: number;
  match: string;
}

export interface StoredFault extends NewFault {
  id: string;
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

export const listFaults = (store: Store): StoredFault[] =>
  store
    .all<FaultRow>('select * from faults order by at')
    .map(({ id, stand_in: standIn, fault, times, match, parameters }) => ({
      id,
      standIn,
      fault,
      times,
      match,
      ...(JSON.parse(parameters) as FaultParameters),
    }));

export const clearFaults = (store: Store): void => void store.run('delete from faults');

/** The fault that this call shall meet, if any: one that was set first, then one that its own words ask for. */
export function takeFault(store: Store, standIn: string, subject: string): Fault | null {
  const found = listFaults(store).find((fault) => fault.standIn === standIn && subject.includes(fault.match));
  if (found) {
    if (found.times > 1) store.run('update faults set times = times - 1 where id = ?', found.id);
    else store.run('delete from faults where id = ?', found.id);
    return found;
  }
  return faultInWords(store, subject);
}

/** `[500]` every time, `[500 once]` the first time that this very prompt comes. */
function faultInWords(store: Store, subject: string): Fault | null {
  const [, words = ''] = /\[([^\]]{1,30})\]/.exec(subject) ?? [];
  const word = words.replace(/ once$/, '').toLowerCase();
  const seconds = /^slow (\d{1,3})s$/.exec(word)?.[1];
  const known = promptWords.find((each) => each.word === word);
  if (!known && !seconds) return null;
  if (
    words.endsWith(' once') &&
    store.run('insert or ignore into once (subject) values (?)', subject).changes === 0
  )
    return null;
  if (seconds) return { fault: 'slow', delayMs: Number(seconds) * 1000 };
  return known ? { fault: known.fault, ...known.parameters } : null;
}
