import { readdirSync, readFileSync } from 'node:fs';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from '@jest/globals';
import { loadWorkflowBundle } from '../workers/workflowBundle.ts';

const folder = new URL('./histories/', import.meta.url);

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
});

test('the workflows bundle: they import nothing that a workflow may not', async () => {
  const { codePath } = await loadWorkflowBundle();
  for (const name of ['generateImage', 'sendMail', 'removeFiles', 'reconcileWork', 'syncAllConnections']) {
    expect(readFileSync(codePath, 'utf8')).toContain(name);
  }
});

test.each(readdirSync(folder))('what ran as %s still runs the same way', async (file) => {
  const { codePath } = await loadWorkflowBundle();
  const history: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  await Worker.runReplayHistory({ workflowBundle: { codePath } }, history);
});
