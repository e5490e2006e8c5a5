import { workflows, type WorkflowInputs, type WorkflowName } from '../contracts/workflows.ts';
import { row } from '../db/query.ts';

/**
 * Promises a workflow, in the surrounding transaction: it commits with the rows it is about, and the dispatcher starts
 * it. Nobody starts a workflow any other way. Returns the workflow's id.
 */
export function startWorkflow<Name extends WorkflowName>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<string> {
  return promise('start', workflow, input, projectId);
}

/** Promises that a running workflow is cancelled. One that never ran or has ended stays as it is. */
export function cancelWorkflow<Name extends WorkflowName>(
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<string> {
  return promise('cancel', workflow, input, projectId);
}

async function promise<Name extends WorkflowName>(
  action: 'start' | 'cancel',
  workflow: Name,
  input: WorkflowInputs[Name],
  projectId: string | null,
): Promise<string> {
  const workflowId = workflows[workflow].id(input);
  await row(
    `insert into outbox (action, workflow, workflow_id, input, project_id) values ($1, $2, $3, $4::jsonb, $5) returning id`,
    [action, workflow, workflowId, JSON.stringify(input), projectId],
  );
  return workflowId;
}
