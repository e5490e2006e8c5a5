import { randomInt } from 'node:crypto';
import { assertDocumented } from './openapi.ts';

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** The parsed JSON; null without one. Typed loosely: tests say what they expect. */
  body: Json;
}

/** JSON whose members a test reads without narrowing each. */
// The one place where a loose type serves: every assertion checks the value itself.
export type Json = ReturnType<typeof JSON.parse>;

interface CallOptions {
  body?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
}

/**
 * Calls the API as a person or a program does. Every answer is held against the OpenAPI document: one that the
 * document does not describe fails the test.
 */
export class ApiClient {
  readonly url: string;
  readonly headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url;
    this.headers = { 'x-forwarded-for': anAddress(), ...headers };
  }

  /** The same caller with other headers. */
  with(headers: Record<string, string>): ApiClient {
    return new ApiClient(this.url, { ...this.headers, ...headers });
  }

  get = (path: string, options: CallOptions = {}) => this.call('GET', path, options);
  post = (path: string, body?: unknown, options: CallOptions = {}) =>
    this.call('POST', path, { body, ...options });
  patch = (path: string, body?: unknown, options: CallOptions = {}) =>
    this.call('PATCH', path, { body, ...options });
  put = (path: string, body?: unknown, options: CallOptions = {}) =>
    this.call('PUT', path, { body, ...options });
  delete = (path: string, options: CallOptions = {}) => this.call('DELETE', path, options);

  async call(
    method: string,
    path: string,
    { body, form, headers = {} }: CallOptions = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...this.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(form && { body: form }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const answer: ApiAnswer = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text === '' ? null : text,
    };
    assertDocumented(method, new URL(path, this.url).pathname, answer);
    return answer;
  }
}

const anAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
