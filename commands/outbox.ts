import type { WorkflowInputs, WorkflowName } from '../contracts/workflows.ts';
import { rows } from '../db/query.ts';

/** A promise that a dispatcher has taken, for half a minute. */
export interface OutboxEntry {
  id: string;
  action: 'start' | 'cancel';
  workflow: WorkflowName;
  input: WorkflowInputs[WorkflowName];
  projectId: string | null;
  attempts: number;
}

/** What became of it. */
export interface DeliveryOutcome {
  id: string;
  attempts: number;
  /** Null when Temporal has it. */
  error: string | null;
  /** Temporal answered, and said no; it was not merely away. */
  refused: boolean;
}

const batch = 100;
/** A refusal is given up after so many attempts. */
const maximumAttempts = 10;

/** Takes the oldest promises that are due. Another dispatcher gets others, or these again after half a minute. */
export const claimOutbox = () =>
  rows<OutboxEntry>(
    `update outbox set attempts = attempts + 1, available_at = now() + interval '30 seconds'
     where id in (
       select id from outbox where dead_at is null and available_at <= now()
       order by available_at, id limit ${batch} for update skip locked)
     returning id, action, workflow, input, project_id as "projectId", attempts`,
  );

/**
 * Forgets what Temporal has; puts the rest back, to be tried again after a wait that doubles up to five seconds, or
 * marks it dead, for an operator to look at.
 */
export async function settleOutbox(outcomes: DeliveryOutcome[]): Promise<void> {
  const delivered = outcomes.filter(({ error }) => error === null).map(({ id }) => id);
  if (delivered.length > 0)
    await rows(`delete from outbox where id = any($1::bigint[]) returning 1 as deleted`, [delivered]);
  for (const { id, attempts, error, refused } of outcomes) {
    if (error === null) continue;
    const waitSeconds = Math.min(5, 0.1 * 2 ** attempts);
    await rows(
      `update outbox set last_error = $2, available_at = now() + make_interval(secs => $3::float8),
         dead_at = case when $4 then now() end
       where id = $1::bigint returning 1 as kept`,
      [id, error.slice(0, 1000), waitSeconds, refused && attempts >= maximumAttempts],
    );
  }
}
