import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from '@jest/globals';
import { workflows } from '../contracts/workflows.ts';
import { loadWorkflowBundle } from '../workers/workflowBundle.ts';

const folder = new URL('./histories/', import.meta.url);
const histories = readdirSync(folder);
/** Those that the outbox starts, and the one that the worker keeps alive. */
const names = [...Object.keys(workflows), 'reconcileWork'];

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
});

test('the bundle exports every workflow: they import nothing that a workflow may not', async () => {
  const { codePath } = await loadWorkflowBundle();
  // As the SDK does it: the bundle keeps its modules outside, and hands the workflows out by a function.
  const source = `${readFileSync(codePath, 'utf8')}\n__TEMPORAL__.importWorkflows()`;
  const exported = runInNewContext(source, { __webpack_module_cache__: {} }) as Record<string, unknown>;
  expect(Object.keys(exported).sort()).toEqual(names.sort());
  for (const workflow of Object.values(exported)) expect(typeof workflow).toBe('function');
});

test.each(names)('a run of %s is kept', (name) => {
  expect(histories.some((file) => file.startsWith(`${name}-`))).toBe(true);
});

test.each(histories)('what ran as %s still runs the same way', async (file) => {
  const { codePath } = await loadWorkflowBundle();
  const history: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  await Worker.runReplayHistory({ workflowBundle: { codePath } }, history);
});
