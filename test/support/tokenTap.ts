import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Json } from './apiClient.ts';

/** A secret that a platform gave: a token, or the code of a consent. */
interface Issued {
  platform: string;
  kind: 'access' | 'refresh' | 'code';
  secret: string;
}

/** Stands between the product and the sandbox, and writes down every secret that passes. */
export interface TokenTap {
  /** What the product takes for the sandbox. */
  url: string;
  issued: Issued[];
  /** Where the sandbox is, once it has started. */
  leadTo(sandboxUrl: string): void;
  close(): Promise<void>;
}

const kinds = { access_token: 'access', refresh_token: 'refresh' } as const;

export async function startTokenTap(): Promise<TokenTap> {
  let target = '';
  const issued: Issued[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const platform = path.split('/')[1] ?? '';
      const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
      const body = await text(request);
      const answer = await fetch(target + path, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(body && { body }),
        redirect: 'manual',
      });
      const content = await answer.text();
      issued.push(...secretsIn(platform, content, answer.headers.get('location')));
      const kept = [...answer.headers].filter(([name]) => !unforwarded.has(name));
      response.writeHead(answer.status, Object.fromEntries(kept)).end(content);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issued,
    leadTo: (sandboxUrl) => void (target = sandboxUrl),
    close: () => new Promise((closed) => server.close(() => closed()).closeAllConnections()),
  };
}

/** What belongs to one connection, or to bytes that fetch() has unpacked. */
const unforwarded = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
]);

function secretsIn(platform: string, content: string, location: string | null): Issued[] {
  const code = location && new URL(location, 'http://localhost').searchParams.get('code');
  const found: Issued[] = code ? [{ platform, kind: 'code', secret: code }] : [];
  const read = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const kind = kinds[name as keyof typeof kinds];
      if (kind && typeof member === 'string') found.push({ platform, kind, secret: member });
      else read(member);
    }
  };
  try {
    read(JSON.parse(content));
  } catch {
    // Not JSON: a page, or a fault of the sandbox.
  }
  return found;
}
