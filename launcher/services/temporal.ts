import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runService, type Service } from '../../runtime/runService.ts';
import { stopOrphanTemporal, temporalRecord } from '../orphans.ts';
import { freePort } from '../ports.ts';
import { writeRecord } from '../processes.ts';
import { endWith, readOptions, type TemporalOptions } from './options.ts';

/** What workflows are found by in the UI. */
const searchAttributes = ['ProjectId', 'ConnectionId', 'Platform', 'PostId'];

/** A month: workflow ids are refused to be used twice for as long (the server's own default is a day). */
const retention = `${30 * 24 * 3600}s`;

/**
 * Fairness keys count, over one partition a queue, since each partition is fair for itself only. The rest was measured
 * to save a tenth of the server's work: a single server sees its own changes without rereading them.
 */
const dynamicConfig = [
  'matching.useNewMatcher=true',
  'matching.enableFairness=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'system.forceSearchAttributesCacheRefreshOnRead=false',
  'system.forceNexusEndpointRefreshOnRead=false',
];

const readyWithinMs = 60_000;

await runService('temporal', async () => {
  const options = readOptions<TemporalOptions>();
  mkdirSync(options.dataDirectory, { recursive: true });
  await stopOrphanTemporal(options.dataDirectory);
  const httpPort = await freePort();
  const server = startServer(options, httpPort);
  let closing = false;
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.once('error', (error) => endWith(`${options.binary} cannot be run: ${error.message}`));
  server.once('exit', (code, signal) => closing || endWith(`Temporal ended by itself (${signal ?? code})`));

  await prepareNamespace(`http://127.0.0.1:${httpPort}/api/v1/namespaces/${options.namespace}`);
  return {
    ready: { port: options.port },
    async close() {
      closing = true;
      server.kill('SIGTERM');
      await ended;
    },
  } satisfies Service;
});

function startServer(options: TemporalOptions, httpPort: number): ChildProcess {
  const { binary, dataDirectory, namespace, port, uiPort } = options;
  const database = join(dataDirectory, 'temporal.db');
  const server = spawn(
    binary,
    [
      ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--http-port', String(httpPort)],
      uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)],
      ['--namespace', namespace, '--log-level', 'warn', '--log-format', 'json'],
      [
        '--db-filename',
        database,
        '--sqlite-pragma',
        'journal_mode=WAL',
        '--sqlite-pragma',
        'synchronous=NORMAL',
      ],
      searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
      dynamicConfig.flatMap((setting) => ['--dynamic-config-value', setting]),
    ].flat(),
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, GOGC: '400' } },
  );
  process.once('exit', () => server.kill('SIGKILL')); // when runService gives up waiting
  if (server.pid !== undefined) writeRecord(temporalRecord(dataDirectory), server.pid, [database]);
  return server;
}

/** Waits until the namespace answers and knows the search attributes, and sets how long it keeps closed workflows. */
async function prepareNamespace(address: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const namespace = await describe(address);
    const known = Object.values(namespace?.config.customSearchAttributeAliases ?? {});
    if (namespace && searchAttributes.every((name) => known.includes(name))) {
      if (namespace.config.workflowExecutionRetentionTtl !== retention) await setRetention(address);
      return;
    }
    if (Date.now() > deadline) throw new Error('Temporal did not get ready within a minute');
    await wait(50);
  }
}

interface Namespace {
  config: { workflowExecutionRetentionTtl: string; customSearchAttributeAliases?: Record<string, string> };
}

async function describe(address: string): Promise<Namespace | undefined> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Namespace) : undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}

async function setRetention(address: string): Promise<void> {
  const body = JSON.stringify({ config: { workflowExecutionRetentionTtl: retention } });
  const answer = await fetch(`${address}/update`, { method: 'POST', body });
  if (!answer.ok)
    throw new Error(`Temporal refused the retention (${answer.status}): ${await answer.text()}`);
}
