import { readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { loadConfig } from '../config/load.ts';
import { claimPorts, embeddedEnvironment, writeEmbeddedEnvironment } from './embedded.ts';
import { removeTemporary, temporaryDirectory } from './testSupport.ts';

const anyPorts = {
  PORT: '0',
  SANDBOX_PORT: '0',
  SANDBOX_SMTP_PORT: '0',
  POSTGRES_PORT: '0',
  TEMPORAL_PORT: '0',
  TEMPORAL_UI_PORT: '0',
};
const secrets = {
  JWT_SECRET: 'j'.repeat(32),
  ENCRYPTION_KEY: 'e'.repeat(32),
  POSTGRES_PASSWORD: 'p'.repeat(32),
};

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  removeTemporary();
});

async function busyPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function environmentFor(given: NodeJS.ProcessEnv) {
  const config = loadConfig(given);
  const ports = await claimPorts(config);
  return { ports, variables: embeddedEnvironment(given, config, ports, secrets, '/data') };
}

test('port 0 takes a free port for each piece, and the pieces are told of it', async () => {
  const { ports, variables } = await environmentFor(anyPorts);

  const numbers = Object.values(ports);
  expect(new Set(numbers).size).toBe(6);
  expect(numbers).not.toContain(0);
  expect(variables).toMatchObject({
    PORT: String(ports.PORT),
    PUBLIC_URL: `http://localhost:${ports.PORT}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.TEMPORAL_PORT}`,
    DATABASE_URL: expect.stringContaining(`@127.0.0.1:${ports.POSTGRES_PORT}/socialsync`),
    SMTP_HOST: '127.0.0.1',
    ENCRYPTION_KEY: secrets.ENCRYPTION_KEY,
    SANDBOX_URL: `http://127.0.0.1:${ports.SANDBOX_PORT}`,
    SMTP_PORT: String(ports.SANDBOX_SMTP_PORT),
    OPENAI_BASE_URL: expect.stringContaining(`:${ports.SANDBOX_PORT}/`),
  });
});

test.each(Object.keys(anyPorts))('a busy port is named by its variable: %s', async (variable) => {
  const port = await busyPort();
  const config = loadConfig({ ...anyPorts, [variable]: String(port) });

  await expect(claimPorts(config)).rejects.toThrow(
    `port ${port} is busy: stop what uses it, or set ${variable} to another one (0 takes a free one)`,
  );
});

test('two pieces cannot have one port', async () => {
  const { ports } = await environmentFor(anyPorts);
  const config = loadConfig({ ...anyPorts, PORT: String(ports.PORT), POSTGRES_PORT: String(ports.PORT) });

  await expect(claimPorts(config)).rejects.toThrow(`POSTGRES_PORT and PORT are both ${ports.PORT}`);
});

test('what the user named is not embedded and not overridden', async () => {
  const given = {
    ...anyPorts,
    DATABASE_URL: 'postgres://me@db/mine',
    TEMPORAL_ADDRESS: 'temporal:7233',
    SMTP_HOST: 'mail',
    OPENAI_API_KEY: 'sk-real',
    PUBLIC_URL: 'https://social.example',
    JWT_SECRET: 'm'.repeat(40),
  };
  const { ports, variables } = await environmentFor(given);

  expect(Object.keys(ports)).toEqual(['PORT', 'SANDBOX_PORT', 'SANDBOX_SMTP_PORT']);
  for (const untouched of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_HOST', 'SMTP_PORT', 'OPENAI_API_KEY']) {
    expect(variables).not.toHaveProperty(untouched);
  }
  expect(variables).not.toHaveProperty('OPENAI_BASE_URL');
  expect(variables).toMatchObject({ PUBLIC_URL: given.PUBLIC_URL, JWT_SECRET: given.JWT_SECRET });
});

test('the key before this one is handed on, so that npm run rotate-keys finds it', async () => {
  const keys = { ENCRYPTION_KEY: 'n'.repeat(32), ENCRYPTION_KEY_PREVIOUS: 'o'.repeat(32) };
  expect((await environmentFor({ ...anyPorts, ...keys })).variables).toMatchObject(keys);
  expect((await environmentFor(anyPorts)).variables).not.toHaveProperty('ENCRYPTION_KEY_PREVIOUS');
});

test('other commands read the variables of this run from a file that only its owner may read', () => {
  const directory = temporaryDirectory();
  const variables = { DATABASE_URL: 'postgres://a:b#c@host/db', PORT: '1' };

  writeEmbeddedEnvironment(directory, variables);
  const path = join(directory, 'embedded.env');
  expect(parseEnv(readFileSync(path, 'utf8'))).toEqual(variables);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
