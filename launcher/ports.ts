import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { Problem } from './problem.ts';

/** Of these systems give none to a call that goes out, nor to who asks for any port (Linux: from 32768 on). */
const ownPorts = [15_000, 32_000] as const;

/** A port that nobody uses now, and that hardly anybody else takes before who asked for it does. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let tried = 0; tried < 20; tried += 1) {
    const port = await tryPort(randomInt(...ownPorts), host);
    if (typeof port === 'number') return port;
  }
  const free = await tryPort(0, host);
  if (typeof free === 'number') return free;
  throw new Problem(`no port is free on ${host} (${free.code})`);
}

/**
 * The port that a variable asks for, or a free one for 0.
 * @throws {Problem} that names the variable when the port is busy or not ours to take.
 */
export async function claimPort(variable: string, port: number, host = '127.0.0.1'): Promise<number> {
  if (port === 0) return freePort(host);
  const result = await tryPort(port, host);
  if (typeof result === 'number') return result;
  if (result.code === 'EADDRINUSE') {
    throw new Problem(
      `port ${port} is busy: stop what uses it, or set ${variable} to another one (0 takes a free one)`,
    );
  }
  throw new Problem(
    `port ${port} of ${host} cannot be opened (${result.code}): set ${variable} to another one, or see HOST`,
  );
}

function tryPort(port: number, host: string): Promise<number | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}
