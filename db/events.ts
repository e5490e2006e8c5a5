import type { ChangeEvent } from '../contracts/events.ts';
import { row, rows } from './query.ts';

/** A place in the stream of a project's events: the transaction that wrote one, and its number there. */
export interface EventPlace {
  xid: string;
  id: string;
}

export interface EventsFound {
  events: (ChangeEvent & { place: EventPlace })[];
  /** Others have committed, and wait for a transaction that began before them: they can be read in a moment. */
  isHeld: boolean;
}

/** The end of the stream as it is now: whatever commits from now on comes after it. */
export async function findEndOfEvents(): Promise<EventPlace> {
  const end = await row<{ xid: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xid');
  return { xid: end?.xid ?? '0', id: '0' };
}

/**
 * A project's events after a place, in order, `limit` at most. None is read while a transaction that began earlier still
 * runs, for that may yet commit events before it: so a reader who goes on from the last one misses none.
 */
export async function findEvents(projectId: string, after: EventPlace, limit: number): Promise<EventsFound> {
  const found = await rows<{
    kind: ChangeEvent['kind'];
    id: string;
    xid: string;
    number: string;
    held: boolean;
  }>(
    `select kind, subject_id as id, xid::text, e.id::text as number,
       xid >= pg_snapshot_xmin(pg_current_snapshot()) as held
     from events e where project_id = $1 and (xid, e.id) > ($2::xid8, $3::bigint)
     order by xid, e.id limit ${limit}`,
    [projectId, after.xid, after.id],
  );
  const events = found
    .filter(({ held }) => !held)
    .map(({ kind, id, xid, number }) => ({ kind, id, place: { xid, id: number } }));
  return { events, isHeld: events.length < found.length };
}
