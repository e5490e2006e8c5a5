import type { WakeableWorkflow, WorkflowInputs, WorkflowName } from '../contracts/workflows.ts';
import { Outbox } from '../db/models/outbox.ts';

/**
 * Promises a workflow, in the surrounding transaction: it commits with the rows it is about, and the dispatcher starts
 * it, `waitMs` from now at the earliest. Nobody starts a workflow any other way.
 */
export async function startWorkflow<Name extends WorkflowName>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
  waitMs = 0,
): Promise<void> {
  const availableAt = waitMs > 0 ? { availableAt: new Date(Date.now() + waitMs) } : {};
  await Outbox.create({ action: 'start', workflow, input, projectId, ...availableAt });
}

/**
 * Promises that a workflow rereads its row: one that runs is signalled, one that does not is started. To be used where
 * an edit changes what a running workflow waits for.
 */
export async function wakeWorkflow<Name extends WakeableWorkflow>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<void> {
  await Outbox.create({ action: 'wake', workflow, input, projectId });
}

/** Promises that a running workflow is cancelled. One that never ran or has ended stays as it is. */
export async function cancelWorkflow<Name extends WorkflowName>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<void> {
  await Outbox.create({ action: 'cancel', workflow, input, projectId });
}
