import { Agent, request, type Dispatcher } from 'undici';
import { watchDeparture } from './departure.ts';
import { type PlatformFailure, Unavailable, unreadable } from './errors.ts';
import { encodeBody, type RequestBody } from './requestBody.ts';
import { parseRetryAfter } from './retryAfter.ts';
import { answered, silent } from './said.ts';

/** An answer of a platform, read whole. */
export interface PlatformAnswer {
  status: number;
  /** Names in lower case; the last one where a name came several times. */
  headers: Record<string, string>;
  /** The parsed body where it is JSON, else undefined. */
  json: unknown;
  text: string;
  /** Retry-After in ms, from seconds or a date; null without one. */
  retryAfterMs: number | null;
}

export interface PlatformRequest extends RequestBody {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The name of one of the platform's hosts, or an address that the platform itself gave: where an upload goes. */
  host: string | URL;
  /** Below the named host; an address that was given has its own. */
  path?: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** The access token, sent as `Authorization: Bearer`. */
  bearer?: string;
  /** Sent as `Authorization: Basic`. */
  basic?: { user: string; password: string };
  /** Statuses from 300 on that are an answer here, and no failure: 308 of an upload that goes on. */
  expected?: number[];
  /** From the first byte sent to the last one read, in ms, where an upload takes longer than usual. */
  deadlineMs?: number;
  /** No byte leaves at or after this time, and no answer is waited for any longer. */
  notAfter?: Date;
}

/** Calls one platform. */
export interface PlatformHttp {
  /** The version of the API that is spoken, for platforms that want it in a header. */
  version: string;
  /** Where people open a page of the named host: at the platform, or at what stands in for it. */
  pageAt(host: string, path: string): string;
  /**
   * Sends one request and reads the answer, within the deadline. A redirect is an answer, and is not followed: it would
   * carry the token elsewhere.
   * @throws {Rejected | NeedsReauthorization | RateLimited | Unavailable} as the platform's classify says; Unavailable
   * 'not sent' when surely no byte left (no connection, or `notAfter` passed first), 'unknown' when the connection
   * broke or stayed silent afterwards.
   */
  send(request: PlatformRequest): Promise<PlatformAnswer>;
  /** Where holds are heeded: sends nothing. @throws {RateLimited} while nothing would be sent. */
  refuseWhileHeld?(): void;
}

const usualDeadlineMs = 20_000;
export const usualUserAgent = 'SocialSync/1.0';
const maximumBytes = 5 * 1024 * 1024;
const agent = new Agent({ connect: { timeout: 5_000 }, connections: 50, pipelining: 1 });

/** Which of the four failures an answer is; null when it is none. By status and code, never by text. */
export type Classify = (answer: PlatformAnswer) => PlatformFailure | null;

export interface HttpOptions {
  hosts: Record<string, string>;
  /** Stands for `{version}` in paths. */
  version?: string;
  userAgent?: string;
  classify: Classify;
  /** Told of every answer, for the usage headers in it. */
  observe?: (answer: PlatformAnswer, failure: PlatformFailure | null) => void;
  /** From the first byte sent to the last one read, in ms: 20 s when left out. */
  deadlineMs?: number;
}

export function createPlatformHttp(options: HttpOptions): PlatformHttp {
  const { hosts, version = '', classify, observe } = options;
  const { userAgent = usualUserAgent, deadlineMs = usualDeadlineMs } = options;
  return {
    version,
    pageAt: (host, path) => ownAddress(hosts, host, path).href,
    async send(wanted) {
      const url = addressOf(hosts, version, wanted);
      const answer = await sendOnce(url, wanted, { userAgent, deadlineMs });
      const expected = wanted.expected?.includes(answer.status);
      const failure = expected ? null : (classify(answer) ?? unexplained(answer));
      observe?.(answer, failure);
      if (failure) throw failure;
      return answer;
    },
  };
}

/** What no platform's own rules explain: a redirect, or an error in a shape that they do not know. */
function unexplained({ status }: PlatformAnswer): PlatformFailure | null {
  return status >= 300 ? new Unavailable(answered('the platform', status), 'unknown') : null;
}

function addressOf(
  hosts: Record<string, string>,
  version: string,
  { host, path = '', query = {} }: PlatformRequest,
): URL {
  const url = typeof host === 'string' ? ownAddress(hosts, host, path.replace('{version}', version)) : host;
  const known = Object.values(hosts).map((base) => new URL(base).origin);
  if (url.protocol !== 'https:' && !known.includes(url.origin)) {
    throw new Unavailable('the platform gave an address without TLS', 'not sent');
  }
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function ownAddress(hosts: Record<string, string>, host: string, path: string): URL {
  const base = hosts[host];
  if (!base) throw new Error(`the platform has no host "${host}"`);
  return new URL(base.replace(/\/+$/, '') + path);
}

async function sendOnce(
  url: URL,
  wanted: PlatformRequest,
  usual: { userAgent: string; deadlineMs: number },
): Promise<PlatformAnswer> {
  const { method = 'GET', headers = {}, bearer, basic, notAfter } = wanted;
  const { deadlineMs = usual.deadlineMs } = wanted;
  const credentials =
    basic &&
    Buffer.from(`${encodeURIComponent(basic.user)}:${encodeURIComponent(basic.password)}`).toString('base64');
  const { type, body } = encodeBody(wanted);
  const remainingMs = notAfter ? notAfter.getTime() - Date.now() : deadlineMs;
  const departure = watchDeparture(notAfter);
  try {
    const response = await request(url, {
      method,
      dispatcher: agent.compose(departure.interceptor),
      signal: AbortSignal.timeout(Math.max(0, Math.min(deadlineMs, remainingMs))),
      headers: {
        accept: 'application/json',
        'user-agent': usual.userAgent,
        ...(type && { 'content-type': type }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(credentials && { authorization: `Basic ${credentials}` }),
        ...headers,
      },
      body,
    });
    return await readAnswer(response);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable(silent(describeFailure(error)), departure.departed() ? 'unknown' : 'not sent');
  }
}

/** In words for a post's timeline: which address it was, a log says. */
function describeFailure(error: unknown): string {
  const { name, code } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || name === 'AbortError' || String(code).includes('TIMEOUT'))
    return 'no answer in time';
  return code === undefined ? 'no answer' : `the connection failed (${code})`;
}

async function readAnswer(response: Dispatcher.ResponseData): Promise<PlatformAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) throw unreadable('the answer is too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? ''),
    ]),
  );
  return {
    status: response.statusCode,
    headers,
    json: parse(text),
    text,
    retryAfterMs: parseRetryAfter(headers['retry-after']),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
