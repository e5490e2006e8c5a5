import { row } from './query.ts';

export interface OutboxFigures {
  /** Workflows promised, not yet with Temporal. */
  waiting: number;
  oldest_seconds: number | null;
  /** Given up after many refusals: an operator must look. */
  dead: number;
}

/** The outbox in figures. */
export async function readOutboxFigures(): Promise<OutboxFigures> {
  const figures = await row<OutboxFigures>(
    `select count(*) filter (where dead_at is null)::int as waiting,
       extract(epoch from now() - min(created_at) filter (where dead_at is null))::float8 as oldest_seconds,
       count(*) filter (where dead_at is not null)::int as dead
     from outbox`,
  );
  if (!figures) throw new Error('a select without a row');
  return figures;
}
