import { isGrpcServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { status } from '@grpc/grpc-js';
import type { DeliveryOutcome, OutboxEntry } from '../commands/outbox.ts';
import { rowChanged, workflows, type WorkflowInputs, type WorkflowName } from '../contracts/workflows.ts';
import { projectIdAttribute } from './searchAttributes.ts';

/** How long Temporal may take to accept a start. */
const patienceMs = 5_000;

/** How long the end of a workflow that was cancelled is waited for, at most: other promises wait beside it. */
const endingMs = 1_000;

/** Temporal is down, busy, or closed to us (an API key that was rotated); it has not refused this promise. */
const passing = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.CANCELLED,
  status.ABORTED,
  status.INTERNAL,
  status.UNKNOWN,
  status.PERMISSION_DENIED,
  status.UNAUTHENTICATED,
]);

/** Where promises are handed to. */
export interface Destination {
  client: Client;
  taskQueue: string;
}

/**
 * Hands one promise to Temporal. Never throws: the outcome says whether it was taken, and if not, whether it may be.
 * An error that is not Temporal's is one of ours, which no wait mends: it counts as a refusal.
 */
export async function deliver(destination: Destination, entry: OutboxEntry): Promise<DeliveryOutcome> {
  const { client } = destination;
  try {
    await client.withDeadline(Date.now() + patienceMs, () =>
      entry.action === 'cancel' ? cancel(client, idOf(entry)) : start(destination, entry),
    );
    return { id: entry.id, error: null, refused: false };
  } catch (error) {
    const reason = grpcErrorIn(error) ?? (error as Error);
    const refused = !isGrpcServiceError(reason) || !passing.has(reason.code);
    return { id: entry.id, error: reason.message, refused };
  }
}

/**
 * Starts the workflow, to be found by its project. A namespace that does not know the search attribute refuses such a
 * start: then it is started without.
 */
async function start(destination: Destination, entry: OutboxEntry): Promise<void> {
  const { projectId } = entry;
  if (!projectId) return startPlain(destination, entry);
  try {
    await startPlain(destination, entry, [{ key: projectIdAttribute, value: projectId }]);
  } catch (error) {
    if (grpcErrorIn(error)?.code !== status.INVALID_ARGUMENT) throw error;
    await startPlain(destination, entry);
  }
}

async function startPlain(
  { client, taskQueue }: Destination,
  entry: OutboxEntry,
  typedSearchAttributes: { key: typeof projectIdAttribute; value: string }[] = [],
): Promise<void> {
  const { workflow, input, projectId } = entry;
  const kind = workflows[workflow];
  const options = {
    workflowId: idOf(entry),
    taskQueue,
    args: [input] as [typeof input],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    staticSummary: (kind.summary as (input: WorkflowInputs[WorkflowName]) => string)(input),
    priority: { priorityKey: kind.priority, ...(projectId && { fairnessKey: projectId }) },
    typedSearchAttributes,
  };
  await (entry.action === 'wake'
    ? client.workflow.signalWithStart(workflow, { ...options, signal: rowChanged })
    : client.workflow.start(workflow, options));
}

/** Temporal's own error, which its client wraps. */
function grpcErrorIn(error: unknown) {
  const inner = error instanceof Error && 'cause' in error ? error.cause : error;
  return isGrpcServiceError(inner) ? inner : undefined;
}

const idOf = ({ workflow, input }: OutboxEntry) =>
  (workflows[workflow].id as (input: WorkflowInputs[WorkflowName]) => string)(input);

/**
 * A workflow that never ran or has ended is as good as cancelled. One that runs ends a moment later, which is waited for:
 * a start that came before that would join it, and be lost with it.
 */
async function cancel(client: Client, workflowId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    await handle.cancel();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return;
    throw error;
  }
  // How it ends, and that it takes longer, is nothing to the promise: it is kept.
  await client.withDeadline(Date.now() + endingMs, () => handle.result()).catch(() => null);
}
