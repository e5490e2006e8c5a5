import { randomBytes } from 'node:crypto';
import { msToTs } from '@temporalio/common/lib/time.js';
import { createTemporalClient } from '../../runtime/temporalClient.ts';
import { eventually } from './eventually.ts';

/** A namespace of one's own on the Temporal that all tests share: workflow ids of one test are not another's. */
export async function createTestNamespace(): Promise<string> {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const client = createTemporalClient({
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TLS: false,
  });
  try {
    await client.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    await eventually(() => client.workflowService.listOpenWorkflowExecutions({ namespace }));
    return namespace;
  } finally {
    await client.connection.close();
  }
}
