import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a started service tells those who started it, and how it ends. */
export interface Service {
  /** Sent to the parent process once the service serves, e.g. `{ port: 8000 }`. */
  ready: Record<string, unknown>;
  /** Stops accepting, lets what runs finish, closes everything. */
  close(): Promise<void>;
}

/** The message a service sends its parent when it serves. */
export interface ReadyMessage {
  type: 'ready';
  details: Record<string, unknown>;
}

/** A service that has not closed by then is ended: 10 s, what operators' tools wait for. */
const closeWithinMs = 10_000;

/**
 * Runs the main service of a process until SIGTERM, SIGINT or the end of its parent, then closes it and exits 0.
 * A service that cannot start says why in one line and exits 1; an error nobody caught ends it the same way, so that
 * whoever supervises the process can start it afresh.
 */
export async function runService(name: string, start: () => Promise<Service>): Promise<void> {
  let service: Service | undefined;
  let closing = false;

  const close = async () => {
    if (closing) return;
    closing = true;
    setTimeout(() => {
      process.stderr.write(`${name}: did not close within ${closeWithinMs / 1000} s\n`);
      process.exit(1);
    }, closeWithinMs).unref();
    await service?.close();
    process.exit(0);
  };
  const fail = (error: unknown) => {
    process.stderr.write(`${name}: ${explain(error)}\n`);
    process.exit(1);
  };

  process.on('SIGTERM', () => void close().catch(fail));
  process.on('SIGINT', () => void close().catch(fail));
  process.on('disconnect', () => void close().catch(fail));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  try {
    service = await start();
    process.send?.({ type: 'ready', details: service.ready } satisfies ReadyMessage);
    collectStartUp();
  } catch (error) {
    fail(error);
  }
}

/**
 * Gives back what starting left behind: modules are compiled once, and V8 would keep the room. An idle service then
 * holds some 20 MiB less (docs/BENCHMARKS.md).
 */
function collectStartUp(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}

/** A sentence for what an operator can mend (a wrong variable, a busy port); the stack for what is our mistake. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'ConfigError') return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is busy: stop what uses it or choose another`;
  return error.stack ?? error.message;
}
