import type { WakeableWorkflow, WorkflowInputs, WorkflowName } from '../contracts/workflows.ts';
import { Outbox } from '../db/models/outbox.ts';
import { rows } from '../db/query.ts';

/** How long wake-ups are gathered. */
const gatheringSeconds = 60;

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

/**
 * Promises the same for within a minute: all that ask for it meanwhile share one wake-up. The promise that is shared is
 * held until the surrounding transaction ends, so that the workflow reads what that wrote; others may share it beside.
 */
export async function wakeWorkflowSoon<Name extends WakeableWorkflow>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<void> {
  await rows(
    `with promised as materialized (
       select id from outbox where action = 'wake' and workflow = $1 and input = $2::jsonb and attempts = 0
         and available_at > clock_timestamp() limit 1 for key share skip locked)
     insert into outbox (action, workflow, input, project_id, available_at)
     select 'wake', $1, $2::jsonb, $3::uuid, now() + interval '${gatheringSeconds} seconds'
     where not exists (select from promised) returning 1 as promised`,
    [workflow, input, projectId],
  );
}

/** Promises that a running workflow is cancelled. One that never ran or has ended stays as it is. */
export async function cancelWorkflow<Name extends WorkflowName>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<void> {
  await Outbox.create({ action: 'cancel', workflow, input, projectId });
}
