import type { WorkflowInputs, WorkflowName } from '../contracts/workflows.ts';
import { rows } from '../db/query.ts';

/** A promise that a dispatcher has taken, for half a minute. */
export interface OutboxEntry {
  id: string;
  action: 'start' | 'wake' | 'cancel';
  workflow: WorkflowName;
  input: WorkflowInputs[WorkflowName];
  projectId: string | null;
}

/** What became of it. */
export interface DeliveryOutcome {
  id: string;
  /** Null when Temporal has it. */
  error: string | null;
  /** It was not merely away or closed to us: this promise it does not take. */
  refused: boolean;
}

const batch = 100;
/** A promise is given up after so many refusals. */
const maximumRefusals = 10;

/**
 * Takes the oldest promises that are due, of each workflow one: what was promised later about the same waits until that is
 * settled, so that a start is not undone by the cancelling before it. (Two inputs of one hash only wait for each other.)
 * Another dispatcher gets others, or these again after half a minute.
 */
export const claimOutbox = () =>
  rows<OutboxEntry>(
    `update outbox set attempts = attempts + 1, available_at = now() + interval '30 seconds'
     where id in (
       select id from outbox o where dead_at is null and available_at <= now() and not exists (
         select from outbox earlier where earlier.id < o.id and earlier.workflow = o.workflow
           and jsonb_hash_extended(earlier.input, 0) = jsonb_hash_extended(o.input, 0)
           and earlier.dead_at is null and (earlier.attempts > 0 or earlier.available_at <= now()))
       order by available_at, id limit ${batch} for update skip locked)
     returning id, action, workflow, input, project_id as "projectId"`,
  );

/**
 * Forgets what Temporal has; puts the rest back, to be tried again after a wait that doubles up to five seconds. What
 * was refused ten times is marked dead: an operator looks at it, and the reconciler revives it after a while.
 */
export async function settleOutbox(outcomes: DeliveryOutcome[]): Promise<void> {
  const delivered = outcomes.filter(({ error }) => error === null).map(({ id }) => id);
  if (delivered.length > 0)
    await rows(`delete from outbox where id = any($1::bigint[]) returning 1 as deleted`, [delivered]);

  const failed = outcomes.filter(({ error }) => error !== null);
  if (failed.length === 0) return;
  await rows(
    `update outbox o set last_error = f.error, refusals = o.refusals + f.refused::int,
       dead_at = case when f.refused and o.refusals + 1 >= ${maximumRefusals} then now() end,
       available_at = now() + make_interval(secs => least(5, 0.1 * 2 ^ least(o.attempts, 10)))
     from unnest($1::bigint[], $2::text[], $3::boolean[]) as f (id, error, refused)
     where o.id = f.id returning 1 as kept`,
    [
      failed.map(({ id }) => id),
      failed.map(({ error }) => error?.slice(0, 1000)),
      failed.map(({ refused }) => refused),
    ],
  );
}
