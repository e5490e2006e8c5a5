import { row, rows } from '../../db/query.ts';
import type { BatchPlace } from './itemReference.ts';

/** Ends a message that was surely not sent. */
export const failItem = ({ batchId, position }: BatchPlace, code: string, detail: string | null) =>
  rows(
    `update send_batch_items set state = 'failed', problem_code = $3, problem_detail = $4,
       state_since = clock_timestamp()
     where batch_id = $1 and position = $2 and state in ('sending', 'unknown') returning 1 as failed`,
    [batchId, position, code, detail?.slice(0, 500) ?? null],
  );

/**
 * The call was surely not made, or changed nothing: another one may be, while the batch runs; at once, or (`distant`) only
 * at the distance that is kept between two messages to one person. What ended meanwhile without it stays unknown.
 */
export const requeueItem = (
  { batchId, position }: BatchPlace,
  { distant = false }: { distant?: boolean } = {},
) =>
  rows(
    `update send_batch_items i set state = 'queued', problem_code = null, problem_detail = null,
       state_since = clock_timestamp(), attempted_at = case when $3 then attempted_at end
     from send_batches b
     where b.id = i.batch_id and b.state = 'running' and i.batch_id = $1 and i.position = $2
       and i.state in ('sending', 'unknown') returning 1 as queued`,
    [batchId, position, distant],
  );

const lost = `state = 'unknown', problem_code = 'no_answer', state_since = clock_timestamp()`;

/** Nobody can say what became of a message's call: it is not made again. */
export const leaveItemUnknown = ({ batchId, position }: BatchPlace, detail: string) =>
  rows(
    `update send_batch_items set ${lost}, problem_detail = $3
     where batch_id = $1 and position = $2 and state = 'sending' returning 1 as left`,
    [batchId, position, detail.slice(0, 500)],
  );

/** The same for all that a worker had begun to send when it was lost. */
export const loseSight = (batchId: string) =>
  rows(`update send_batch_items set ${lost} where batch_id = $1 and state = 'sending' returning 1 as left`, [
    batchId,
  ]);

/** Ends what was not sent yet, for one reason. */
export const failRest = (batchId: string, code: string, detail: string | null) =>
  rows(
    `update send_batch_items set state = 'failed', problem_code = $2, problem_detail = $3,
       state_since = clock_timestamp()
     where batch_id = $1 and state = 'queued' returning 1 as failed`,
    [batchId, code, detail?.slice(0, 500) ?? null],
  );

/** Ends a batch of which nothing is left to send, and deletes its token; false while something is. */
export async function finishBatch(batchId: string): Promise<boolean> {
  const finished = await row(
    `update send_batches set state = 'done', finished_at = coalesce(finished_at, clock_timestamp()),
       token_encrypted = null
     where id = $1 and not exists (
       select from send_batch_items where batch_id = $1 and state in ('queued', 'sending'))
     returning 1 as finished`,
    [batchId],
  );
  return finished !== undefined;
}
