import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { createLogger } from '../runtime/logger.ts';
import { noteArrival } from './connection.ts';
import { mountControl } from './control.ts';
import { facebook } from './facebook/index.ts';
import { gemini } from './gemini/index.ts';
import { instagram } from './instagram/index.ts';
import { linkedin } from './linkedin/index.ts';
import { openai } from './openai/index.ts';
import { mountPages } from './pages/index.ts';
import { reddit } from './reddit/index.ts';
import { WrongSetting } from './settings.ts';
import { createSmtpServer, mail } from './smtp/server.ts';
import { mountSocial, platformsOf } from './social/index.ts';
import { startDeliveries } from './social/messaging/deliveries.ts';
import type { Sandbox, StandIn } from './standIn.ts';
import { openStore } from './store.ts';
import { tiktok } from './tiktok/index.ts';
import { twitter } from './twitter/index.ts';
import { whatsapp } from './whatsapp/index.ts';
import { youtube } from './youtube/index.ts';

/** Every vendor that is stood in for. */
const standIns: StandIn[] = [
  openai,
  gemini,
  instagram,
  facebook,
  whatsapp,
  tiktok,
  twitter,
  linkedin,
  youtube,
  reddit,
];

const logger = createLogger('sandbox', 'info');

export interface RunningSandbox {
  port: number;
  smtpPort: number;
  close(): Promise<void>;
}

/**
 * Starts the stand-ins on one HTTP port and the mail server on another (0: a free one). What they remember stays in
 * `dataDirectory`. @throws {WrongSetting} that names the variable when a port is busy or the directory is no use.
 */
export async function startSandbox(options: {
  port: number;
  smtpPort: number;
  dataDirectory: string;
  host: string;
}): Promise<RunningSandbox> {
  const store = openStore(options.dataDirectory);
  const stops: (() => Promise<void>)[] = [async () => store.close()];
  const close = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  try {
    const smtp = createSmtpServer(store);
    // A mail client that leaves is no fault of ours; a port that cannot be had is told by listen().
    smtp.on('error', () => {});
    const smtpPort = await listen(smtp.server, 'SANDBOX_SMTP_PORT', options.smtpPort, options.host);
    stops.push(() => new Promise((done) => smtp.close(() => done())));

    const http = serveHttp({ store, standIns, mail: { ...mail, port: smtpPort } });
    const port = await listen(http.server, 'SANDBOX_PORT', options.port, options.host);
    stops.push(() => http.close());
    const deliveries = startDeliveries(store, platformsOf(standIns));
    stops.push(() => deliveries.stop());
    return { port, smtpPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The vendors, the control endpoint and the pages on one server. */
function serveHttp(sandbox: Sandbox): { server: Server; close(): Promise<void> } {
  const router = new Router();
  for (const standIn of sandbox.standIns) standIn.mount(router, sandbox.store);
  mountSocial(router, sandbox.store, sandbox.standIns);
  mountControl(router, sandbox);
  mountPages(router, sandbox);
  const app = new Koa();
  app.use(router.routes());
  app.on('error', logUnlessCallerLeft);

  const handle = app.callback();
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    noteArrival(request);
    const answered = handle(request, response).finally(() => running.delete(answered));
    running.add(answered);
  });
  return {
    server,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      // A picture may still be drawn for somebody who has left: it is noted before the store closes.
      await Promise.allSettled(running);
    },
  };
}

/** A caller that leaves while its request is read or its answer is written is no fault of ours. */
const callerLeft = /^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+)$/;

function logUnlessCallerLeft(error: Error & { code?: string; expose?: boolean }): void {
  if (error.expose || callerLeft.test(error.code ?? '')) return;
  logger.error({ err: error }, 'the sandbox failed');
}

/** Listens; returns the port. @throws {WrongSetting} that names the variable. */
async function listen(server: Server, variable: string, port: number, host: string): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'the port is busy, choose another' : message;
    throw new WrongSetting(`${variable}=${port}: ${reason}`);
  }
  return (server.address() as AddressInfo).port;
}
