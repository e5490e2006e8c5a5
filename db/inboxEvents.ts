import { row, rows } from './query.ts';

export interface InboxEventRow {
  id: string;
  channel: string;
  account_id: string | null;
  event_key: string;
  state: 'new' | 'processed' | 'ignored' | 'quarantined';
  problem: string | null;
  attempts: number;
  payload: string;
  payload_length: number;
  project_id: string | null;
  conversation_id: string | null;
  received_at: Date;
  processed_at: Date | null;
}

/** Updates of webhooks in figures. */
export interface InboxFigures {
  /** Not read yet. */
  waiting: number;
  /** Put aside: an administrator must look. */
  quarantined: number;
}

/** The inbox in figures. */
export async function readInboxFigures(): Promise<InboxFigures> {
  const figures = await row<InboxFigures>(
    `select (select count(*)::int from inbox_events where state = 'new') as waiting,
       (select count(*)::int from inbox_events where state = 'quarantined') as quarantined`,
  );
  if (!figures) throw new Error('a select without a row');
  return figures;
}

interface EventChoice {
  state: string | null;
  channel: string | null;
  accountId: string | null;
  limit: number;
  offset: number;
}

/** Of a payload so much is listed, in characters. */
const listed = 4000;

/** Updates of webhooks, the newest first. */
export async function findInboxEvents({
  state,
  channel,
  accountId,
  limit,
  offset,
}: EventChoice): Promise<{ count: number; events: InboxEventRow[] }> {
  const condition = `($1::text is null or state = $1) and ($2::text is null or channel = $2)
    and ($3::text is null or account_id = $3)`;
  const chosen = [state, channel, accountId];
  const counted = await row<{ count: number }>(
    `select count(*)::int as count from inbox_events where ${condition}`,
    chosen,
  );
  const events = await rows<InboxEventRow>(
    `select id, channel, account_id, event_key, state, problem, attempts, left(payload, ${listed}) as payload,
       length(payload) as payload_length, project_id, conversation_id, received_at, processed_at
     from inbox_events where ${condition} order by received_at desc, id desc limit $4 offset $5`,
    [...chosen, limit, offset],
  );
  return { count: counted?.count ?? 0, events };
}

/** The connection that an account's updates belong to; null when nobody has connected it. */
export async function findInboxAccount(
  platform: string,
  accountId: string,
): Promise<{ id: string; projectId: string } | null> {
  const found = await row<{ id: string; projectId: string }>(
    `select c.id, c.project_id as "projectId" from social_media_connections c
     join projects p on p.id = c.project_id and p.deleted_at is null
     where c.platform = $1 and c.external_id = $2 and c.connection_status <> 'revoked'
     order by c.updated_at desc limit 1`,
    [platform, accountId],
  );
  return found ?? null;
}
