import { Agent, request, type Dispatcher } from 'undici';
import { Unavailable } from './errors.ts';
import type { Platform, PlatformFailure } from './platform.ts';
import { parseRetryAfter } from './retryAfter.ts';

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

export interface PlatformRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  host: string;
  path: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** Sent as application/x-www-form-urlencoded. */
  form?: Record<string, string | undefined>;
  json?: unknown;
  /** The access token, sent as `Authorization: Bearer`. */
  bearer?: string;
  /** Sent as `Authorization: Basic`. */
  basic?: { user: string; password: string };
}

/** Calls one platform. */
export interface PlatformHttp {
  /** The version of the API that is spoken, for platforms that want it in a header. */
  version: string;
  /**
   * Sends one request and reads the answer, within the deadline. A redirect is an answer, and is not followed: it would
   * carry the token elsewhere.
   * @throws {Rejected | NeedsReauthorization | RateLimited | Unavailable} as the platform's classify says; Unavailable
   * 'not sent' when the connection was never made, 'unknown' when it broke or stayed silent afterwards.
   */
  send(request: PlatformRequest): Promise<PlatformAnswer>;
}

const usualDeadlineMs = 20_000;
export const usualUserAgent = 'SocialSync/1.0';
const maximumBytes = 5 * 1024 * 1024;
const agent = new Agent({ connect: { timeout: 5_000 }, connections: 50, pipelining: 1 });
/** What undici says when nothing was sent: no address, no connection. */
const notSent = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface HttpOptions {
  hosts: Record<string, string>;
  /** Stands for `{version}` in paths. */
  version?: string;
  userAgent?: string;
  classify: Platform['classify'];
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
    async send(wanted) {
      const path = wanted.path.replace('{version}', version);
      const url = addressOf(hosts, { ...wanted, path });
      const answer = await sendOnce(url, wanted, { userAgent, deadlineMs });
      const failure = classify(answer) ?? unexplained(answer);
      observe?.(answer, failure);
      if (failure) throw failure;
      return answer;
    },
  };
}

/** What no platform's own rules explain: a redirect, or an error in a shape that they do not know. */
function unexplained({ status }: PlatformAnswer): PlatformFailure | null {
  return status >= 300 ? new Unavailable(`the platform answered ${status}`, 'unknown') : null;
}

function addressOf(hosts: Record<string, string>, { host, path, query = {} }: PlatformRequest): URL {
  const base = hosts[host];
  if (!base) throw new Error(`the platform has no host "${host}"`);
  const url = new URL(base.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

async function sendOnce(
  url: URL,
  wanted: PlatformRequest,
  { userAgent, deadlineMs }: { userAgent: string; deadlineMs: number },
): Promise<PlatformAnswer> {
  const { method = 'GET', headers = {}, form, json, bearer, basic } = wanted;
  const given =
    form && Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const credentials =
    basic &&
    Buffer.from(`${encodeURIComponent(basic.user)}:${encodeURIComponent(basic.password)}`).toString('base64');
  try {
    const response = await request(url, {
      method,
      dispatcher: agent,
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        accept: 'application/json',
        'user-agent': userAgent,
        ...(given && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(credentials && { authorization: `Basic ${credentials}` }),
        ...headers,
      },
      body: given ? new URLSearchParams(given).toString() : json !== undefined ? JSON.stringify(json) : null,
    });
    return await readAnswer(response);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    throw new Unavailable(`${url.host}: ${code}`, notSent.has(code) ? 'not sent' : 'unknown');
  }
}

async function readAnswer(response: Dispatcher.ResponseData): Promise<PlatformAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) throw new Unavailable('the answer is too large', 'unknown');
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
