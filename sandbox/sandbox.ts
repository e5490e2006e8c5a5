import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { mountControl } from './control.ts';
import { gemini } from './gemini/index.ts';
import { createSmtpServer } from './smtp/server.ts';
import { openai } from './openai/index.ts';
import { mountPages } from './pages/index.ts';
import type { StandIn } from './standIn.ts';
import { openStore } from './store.ts';

/** Every vendor that is stood in for. */
const standIns: StandIn[] = [openai, gemini];

export interface RunningSandbox {
  port: number;
  smtpPort: number;
  close(): Promise<void>;
}

/**
 * Starts the stand-ins on one HTTP port and the mail server on another (0: a free one). What they remember stays in
 * `dataDirectory`. @throws an error that names the variable when a port is busy.
 */
export async function startSandbox(options: {
  port: number;
  smtpPort: number;
  dataDirectory: string;
  host: string;
}): Promise<RunningSandbox> {
  const store = openStore(options.dataDirectory);
  const app = new Koa();
  const router = new Router();
  for (const standIn of standIns) standIn.mount(router, { store });
  mountControl(router, { store }, [...standIns.map(({ name }) => name), 'mail']);
  mountPages(router, { store }, standIns);
  app.use(router.routes());
  // A caller that leaves while its answer is written is no fault of ours.
  app.on('error', () => {});

  const http = createServer(app.callback());
  await listen(http, 'SANDBOX_PORT', options.port, options.host);
  const smtp = createSmtpServer(store);
  smtp.on('error', () => {});
  await listen(smtp.server, 'SANDBOX_SMTP_PORT', options.smtpPort, options.host);
  return {
    port: (http.address() as AddressInfo).port,
    smtpPort: (smtp.server.address() as AddressInfo).port,
    async close() {
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((done) => http.close(() => done())),
        new Promise<void>((done) => smtp.close(() => done())),
      ]);
      store.close();
    },
  };
}

function listen(server: Server, variable: string, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const failed = ({ code, message }: NodeJS.ErrnoException) =>
    reject(
      new Error(
        `${variable}=${port}: ${code === 'EADDRINUSE' ? 'the port is busy, choose another' : message}`,
      ),
    );
  server.once('error', failed);
  server.listen(port, host, () => {
    server.off('error', failed);
    resolve();
  });
  return promise;
}
