import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the vendor got it. */
interface ReceivedRequest {
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

type Answer = (response: ServerResponse) => void;

/** A PNG of one pixel: enough for whatever looks at the first bytes. */
export const pixelPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** An HTTP server on a free port that plays a vendor: it answers as told, and remembers what it was asked. */
export async function startVendor() {
  const received: ReceivedRequest[] = [];
  let answer: Answer = answerJson(500, {});
  const server = createServer(async (request, response) => {
    // Somebody looks whether the vendor is there.
    if (request.method === 'HEAD') return void response.end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    received.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(text) });
    server.emit('received');
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** Settles at the next request. */
    nextRequest: () => once(server, 'received'),
    answers(next: Answer): void {
      answer = next;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A whole answer in JSON. */
export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Half an answer, then a cut connection. */
export const breakOff: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":[', () => response.destroy());
};

/** The beginning of an answer, and then nothing. */
export const stayHalfSilent: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":[');
};

/** No answer at all. */
export const staySilent: Answer = () => undefined;
