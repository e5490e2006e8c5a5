import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Json } from './apiClient.ts';

/** The sandbox over HTTP, with what a test tells and asks it. */
export interface TestSandbox {
  url: string;
  smtpPort: number;
  /** Makes the next calls whose prompt contains `match` go wrong. */
  fault(fault: {
    standIn: string;
    fault: string;
    match: string;
    operation?: string;
    forSeconds?: number;
    times?: number;
    delayMs?: number;
    retryAfterSeconds?: number;
    staleSeconds?: number;
  }): Promise<{ id: string }>;
  /** Nothing goes wrong any more. */
  clearFaults(): Promise<void>;
  /** The calls whose prompt contains `match`, oldest first. */
  calls(match: string): Promise<Json[]>;
  /** Gives control an order: see sandbox/README.md. */
  control(path: string, order: object): Promise<Json>;
  /** The mails to an address, newest first. */
  mails(to: string): Promise<Json[]>;
  close(): Promise<void>;
}

export async function startTestSandbox(): Promise<TestSandbox> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'socialsync-sandbox-'));
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDirectory, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${sandbox.port}`;
  const ask = async (path: string, options?: RequestInit): Promise<Json> => {
    const response = await fetch(`${url}/control${path}`, options);
    if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  };
  const order = (path: string, body: object) =>
    ask(`/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    url,
    smtpPort: sandbox.smtpPort,
    fault: (fault) => order('faults', fault) as Promise<{ id: string }>,
    clearFaults: () => ask('/faults', { method: 'DELETE' }),
    control: order,
    calls: async (match) => ask(`/calls?match=${encodeURIComponent(match)}`),
    mails: async (to) => ask(`/mails?to=${encodeURIComponent(to)}`),
    async close() {
      await sandbox.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
