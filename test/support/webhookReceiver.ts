import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Json } from './apiClient.ts';

/** A body that was posted to a webhook. */
export interface ReceivedWebhook {
  /** The bytes as text. */
  raw: string;
  body: Json;
  /** Whether X-Hub-Signature-256 is right for these very bytes. */
  signed: boolean;
}

/** An app's webhook: it answers Meta's challenge, keeps what comes, and answers as it is told. */
export interface WebhookReceiver {
  url: string;
  verifyToken: string;
  received: ReceivedWebhook[];
  /** What the next posts are answered with; 200 unless set. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const verifyToken = 'let me in';
  const received: ReceivedWebhook[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    if (request.method === 'GET') {
      const isOurs = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken;
      response.writeHead(isOurs ? 200 : 403).end(isOurs ? query.get('hub.challenge') : 'no');
      return;
    }
    void buffer(request).then((bytes) => {
      const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
      const signed = request.headers['x-hub-signature-256'] === signature;
      received.push({ raw: bytes.toString('latin1'), body: JSON.parse(bytes.toString('utf8')), signed });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    ...{ verifyToken, received },
    answerWith(next) {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
