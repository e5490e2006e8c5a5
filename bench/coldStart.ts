import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../launcher/ports.ts';
import type { Table } from './support/table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * From `npm start` to a healthy /health: on a fresh clone with nothing installed or downloaded, then again. Targets:
 * 120 s and 10 s.
 */
export async function coldStart(): Promise<Table> {
  const directory = mkdtempSync(join(tmpdir(), 'socialsync-cold-'));
  // Under root, Postgres runs as a user of its own, which must pass through.
  chmodSync(directory, 0o755);
  const clone = join(directory, 'clone');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  // Everything that a first start fetches is fetched: npm's packages, Temporal's binary.
  const caches = {
    npm_config_cache: join(directory, 'npm'),
    SOCIALSYNC_CACHE_DIR: join(directory, 'programs'),
  };
  try {
    const first = await secondsToHealthy(clone, caches);
    const second = await secondsToHealthy(clone, caches);
    const third = await secondsToHealthy(clone, caches);
    return {
      title: 'From npm start to a healthy /health',
      note: 'Seconds. First: a fresh clone, empty caches, everything downloaded. Targets: 120 first, 10 later.',
      columns: ['first start', 'second', 'third'],
      rows: [[first, second, third].map((seconds) => seconds.toFixed(1))],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function secondsToHealthy(clone: string, caches: Record<string, string>): Promise<number> {
  const port = await freePort();
  const free = {
    POSTGRES_PORT: '0',
    TEMPORAL_PORT: '0',
    TEMPORAL_UI_PORT: '0',
    SANDBOX_PORT: '0',
    SANDBOX_SMTP_PORT: '0',
  };
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...free, ...caches },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (!(await isHealthy(port))) {
    if (child.exitCode !== null) throw new Error('npm start ended');
    await pause(50);
  }
  const seconds = (performance.now() - started) / 1000;
  child.kill('SIGTERM');
  await ended;
  return seconds;
}

const isHealthy = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health`)
    .then(async (response) => ((await response.json()) as { status: string }).status === 'healthy')
    .catch(() => false);
