import type { OutgoingState } from '../contracts/sending.ts';
import { row } from './query.ts';

/** A message of the shop's, and where it goes. */
export interface OutgoingRow {
  id: string;
  conversationId: string;
  channel: string;
  connectionId: string;
  state: OutgoingState;
}

/** Undefined when it is gone, or is none of the shop's. */
export const readOutgoing = (messageId: string) =>
  row<OutgoingRow>(
    `select m.id, m.conversation_id as "conversationId", c.channel, c.scope_id as "connectionId", m.state
     from messages m join conversations c on c.id = m.conversation_id
     where m.id = $1 and m.direction = 'outbound'`,
    [messageId],
  );
