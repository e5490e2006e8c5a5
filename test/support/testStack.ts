import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { createTemporalClient } from '../../runtime/temporalClient.ts';
import { createTestNamespace } from './namespace.ts';
import { startTestApi, type TestApi } from './testApi.ts';
import { startTestSandbox, type TestSandbox } from './testSandbox.ts';
import { TestWorker } from './testWorker.ts';

export interface TestStack {
  api: TestApi;
  worker: TestWorker;
  sandbox: TestSandbox;
  temporal: Client;
  describeWorkflow(workflowId: string): Promise<WorkflowExecutionDescription>;
  close(): Promise<void>;
}

/**
 * The whole product for one test file: API, a worker process, the sandbox, a namespace and a database of its own.
 * `overrides` are for API and worker, `workerOverrides` for the worker alone.
 */
export async function startTestStack(
  overrides: Record<string, string> = {},
  workerOverrides: Record<string, string> = {},
): Promise<TestStack> {
  const [namespace, sandbox] = await Promise.all([createTestNamespace(), startTestSandbox()]);
  const api = await startTestApi({
    TEMPORAL_NAMESPACE: namespace,
    OPENAI_API_KEY: 'a-key-for-the-sandbox',
    OPENAI_BASE_URL: `${sandbox.url}/openai/v1`,
    GEMINI_API_KEY: 'a-key-for-the-sandbox',
    GEMINI_BASE_URL: `${sandbox.url}/gemini`,
    SANDBOX_URL: sandbox.url,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(sandbox.smtpPort),
    ...overrides,
  });
  const worker = new TestWorker({ ...api.environment, LOG_LEVEL: 'info', ...workerOverrides });
  await worker.start();
  const temporal = createTemporalClient(api.config);
  return {
    api,
    worker,
    sandbox,
    temporal,
    describeWorkflow: (workflowId) => temporal.workflow.getHandle(workflowId).describe(),
    async close() {
      await worker.stop();
      await temporal.connection.close();
      await api.close();
      await sandbox.close();
    },
  };
}
