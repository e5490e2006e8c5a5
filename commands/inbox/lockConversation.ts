import { notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

/** A conversation whose row is locked until the surrounding transaction ends. */
export interface LockedConversation {
  id: string;
  /** Since the customer last wrote directly, in ms; null where they never did. */
  inboundAgeMs: number | null;
}

/** @throws {Refusal} not_found when the project has none of this id */
export async function lockConversation(projectId: string, id: string): Promise<LockedConversation> {
  const found = await row<{ inboundAgeMs: string | null }>(
    `select extract(epoch from clock_timestamp() - last_inbound_at) * 1000 as "inboundAgeMs" from conversations
     where project_id = $1 and id = $2 for update`,
    [projectId, id],
  );
  if (!found) throw notFound('conversation');
  return { id, inboundAgeMs: found.inboundAgeMs === null ? null : Number(found.inboundAgeMs) };
}
