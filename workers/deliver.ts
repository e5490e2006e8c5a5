import { isGrpcServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { status } from '@grpc/grpc-js';
import type { DeliveryOutcome, OutboxEntry } from '../commands/outbox.ts';
import { workflows, type WorkflowInputs, type WorkflowName } from '../contracts/workflows.ts';
import { projectIdAttribute } from './searchAttributes.ts';

/** How long Temporal may take to accept a start. */
const patienceMs = 5_000;

/** Temporal is down or busy; it has not refused. */
const passing = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.CANCELLED,
  status.ABORTED,
  status.INTERNAL,
  status.UNKNOWN,
]);

/** Where promises are handed to. */
export interface Destination {
  client: Client;
  taskQueue: string;
  /** Whether the namespace knows our search attributes: it refuses a start that names an unknown one. */
  searchable: boolean;
}

/** Hands one promise to Temporal. Never throws: the outcome says whether it was taken, and if not, whether it may be. */
export async function deliver(destination: Destination, entry: OutboxEntry): Promise<DeliveryOutcome> {
  const { client } = destination;
  try {
    await client.withDeadline(Date.now() + patienceMs, () =>
      entry.action === 'start' ? start(destination, entry) : cancel(client, idOf(entry)),
    );
    return { id: entry.id, attempts: entry.attempts, error: null, refused: false };
  } catch (error) {
    const grpc =
      error instanceof Error && 'cause' in error && isGrpcServiceError(error.cause) ? error.cause : error;
    const refused = isGrpcServiceError(grpc) && !passing.has(grpc.code);
    return { id: entry.id, attempts: entry.attempts, error: (grpc as Error).message, refused };
  }
}

async function start({ client, taskQueue, searchable }: Destination, entry: OutboxEntry): Promise<void> {
  const { workflow, input, projectId } = entry;
  const kind = workflows[workflow];
  await client.workflow.start(workflow, {
    workflowId: idOf(entry),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: (kind.summary as (input: WorkflowInputs[WorkflowName]) => string)(input),
    priority: { priorityKey: kind.priority, ...(projectId && { fairnessKey: projectId }) },
    ...(searchable &&
      projectId && { typedSearchAttributes: [{ key: projectIdAttribute, value: projectId }] }),
  });
}

const idOf = ({ workflow, input }: OutboxEntry) =>
  (workflows[workflow].id as (input: WorkflowInputs[WorkflowName]) => string)(input);

/** A workflow that never ran or has ended is as good as cancelled. */
async function cancel(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).cancel();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
