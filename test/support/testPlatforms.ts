import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Json } from './apiClient.ts';

interface PlatformAnswer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else as text. */
  body: Json;
}

/** The sandbox's social platforms over HTTP: for the tests of their stand-ins. */
export interface TestPlatforms {
  /** The address of a path of the sandbox. */
  at: (path: string) => string;
  /** Gives control an order; the answer's status tells whether it was taken. */
  control: (path: string, order: object) => Promise<PlatformAnswer>;
  /** Asks control. */
  told: (path: string) => Promise<Json>;
  /** One call of a platform: GET, or POST where there is a form or JSON. */
  call: (path: string, options?: PlatformCall) => Promise<PlatformAnswer>;
  /** Decides on the consent page of a path with these parameters; the answer is a redirect, or a refusal. */
  consent: (
    path: string,
    parameters: Record<string, string>,
    decision: { decision: 'allow' | 'deny'; account?: string; scopes?: string[] },
  ) => Promise<PlatformAnswer & { location: URL | null }>;
  /** Closes the sandbox and starts it again with the same data. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
}

interface PlatformCall {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  form?: Record<string, string> | URLSearchParams;
  json?: object;
  signal?: AbortSignal;
}

export async function startTestPlatforms(): Promise<TestPlatforms> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'socialsync-platforms-'));
  const start = () => startSandbox({ port: 0, smtpPort: 0, dataDirectory, host: '127.0.0.1' });
  let sandbox = await start();
  const at = (path: string) => `http://127.0.0.1:${sandbox.port}${path}`;
  return {
    at,
    control: (path, order) => call(at(`/control/${path}`), { json: order }),
    told: async (path) => (await call(at(`/control/${path}`))).body,
    call: (path, options) => call(at(path), options),
    async consent(path, parameters, { scopes, ...decision }) {
      const form = new URLSearchParams(decision);
      for (const scope of scopes ?? []) form.append('scope', scope);
      const answer = await call(at(`${path}?${new URLSearchParams(parameters).toString()}`), { form });
      const location = answer.headers.get('location');
      return { ...answer, location: location === null ? null : new URL(location) };
    },
    async restart() {
      await sandbox.close();
      sandbox = await start();
    },
    async close() {
      await sandbox.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function call(address: string, options: PlatformCall = {}): Promise<PlatformAnswer> {
  const { token, headers, form, json, signal } = options;
  const body = form ? new URLSearchParams(form) : json && JSON.stringify(json);
  const response = await fetch(address, {
    method: options.method ?? (body ? 'POST' : 'GET'),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body } : {}),
    ...(signal ? { signal } : {}),
    redirect: 'manual',
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
