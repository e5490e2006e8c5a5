import { currentProjectId } from '../projects/currentProject.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { accessToken, accessTokenAfter } from '../session/session.ts';
import { NoAnswer, readProblem } from './problem.ts';

type QueryValue = string | number | boolean | null | undefined;

export interface CallOptions {
  /** Undefined and null members are left out; of a list, each. */
  query?: Record<string, QueryValue | QueryValue[]>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent in place of a body: files. */
  form?: FormData;
  /** Makes a repeat harmless: one for each thing a person means to do once (crypto.randomUUID()). */
  idempotencyKey?: string;
  /** What was begun in one project ends there, though another is chosen meanwhile: for calls that follow others. */
  project?: string;
  signal?: AbortSignal | undefined;
  /** Where a stream of events goes on. */
  lastEventId?: string;
  /** The answer's cookie is kept: by which the API knows this browser again when a platform sends it back. */
  keepsCookie?: true;
  /** Anybody may ask: no token is sent. */
  anonymous?: true;
  /** The answer goes on for as long as somebody listens. */
  isStream?: true;
}

/** Longer than any answer takes: who waits for it is told that none came. Files take their time on the way. */
const patienceMs = 60_000;
const patienceWithFilesMs = 60 * 60_000;

/** One page of a list whose length the API tells beside it. */
export interface PageOf<Item> {
  items: Item[];
  total: number;
}

/**
 * Calls the API as the signed-in person, in the current project (X-Project-Id; under /api/v1 the path names it), in
 * their language. A token that ended meanwhile is renewed, once. Answers are typed by whoever asks, from contracts/:
 * `api.get<z.infer<typeof ProjectAnswer>>(…)`.
 * Each throws {ApiProblem} for what was refused, {NoAnswer} where nobody answered.
 */
export const api = {
  get: <Answer>(path: string, options?: CallOptions) => json<Answer>('GET', path, options),
  post: <Answer>(path: string, options?: CallOptions) => json<Answer>('POST', path, options),
  put: <Answer>(path: string, options?: CallOptions) => json<Answer>('PUT', path, options),
  patch: <Answer>(path: string, options?: CallOptions) => json<Answer>('PATCH', path, options),
  delete: <Answer = null>(path: string, options?: CallOptions) => json<Answer>('DELETE', path, options),
  /** A list under /api/v1: an array, and how many there are in all; `pagedQuery` reads on. */
  async getPage<Item>(path: string, options?: CallOptions): Promise<PageOf<Item>> {
    const response = await call('GET', path, options);
    const items = await wholeAnswer<Item[]>(response, options?.signal);
    return { items, total: Number(response.headers.get('x-total-count') ?? items.length) };
  },
};

async function json<Answer>(method: string, path: string, options?: CallOptions): Promise<Answer> {
  return wholeAnswer(await call(method, path, options), options?.signal);
}

/** @throws {NoAnswer} where it breaks off */
async function wholeAnswer<Answer>(response: Response, signal: AbortSignal | undefined): Promise<Answer> {
  const text = await response.text().catch((error: unknown) => brokenOff(error, signal));
  return (text === '' ? null : JSON.parse(text)) as Answer;
}

/** What the caller gave up says so; anything else is no answer. */
function brokenOff(error: unknown, signal: AbortSignal | null | undefined): never {
  if (signal?.aborted) throw error;
  throw new NoAnswer();
}

/** The answer itself: for files and streams. @throws {ApiProblem}, {NoAnswer} */
export async function call(method: string, path: string, options: CallOptions = {}): Promise<Response> {
  // Now, not once a token is there: another project may be chosen until then.
  const bound = { ...options, project: options.project ?? currentProjectId() };
  const token = options.anonymous ? null : await accessToken();
  const response = await send(method, path, bound, token);
  if (response.status !== 401 || token === null) return succeeded(response);
  return succeeded(await send(method, path, bound, await accessTokenAfter(token)));
}

async function succeeded(response: Response): Promise<Response> {
  if (!response.ok) throw await readProblem(response);
  return response;
}

type BoundCall = Omit<CallOptions, 'project'> & { project: string | null };

async function send(
  method: string,
  path: string,
  { query = {}, body, form, idempotencyKey, lastEventId, keepsCookie, isStream, signal, ...bound }: BoundCall,
  token: string | null,
): Promise<Response> {
  const address = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== null) address.searchParams.append(name, String(each));
    }
  }
  const headers: Record<string, string> = { 'Accept-Language': currentLanguage() };
  const project = path.startsWith('/api/v1/') ? null : bound.project;
  if (token) headers.Authorization = `Bearer ${token}`;
  if (token && project) headers['X-Project-Id'] = project;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  if (lastEventId) headers['Last-Event-ID'] = lastEventId;
  const patience = AbortSignal.timeout(form ? patienceWithFilesMs : patienceMs);
  const ends = [...(signal ? [signal] : []), ...(isStream ? [] : [patience])];
  return fetch(address, {
    method,
    headers,
    body: form ?? (body === undefined ? null : JSON.stringify(body)),
    signal: AbortSignal.any(ends),
    credentials: keepsCookie ? 'same-origin' : 'omit',
  }).catch((error: unknown) => brokenOff(error, signal));
}
