import type { MediaKind } from '../contracts/sending.ts';
import { row } from './query.ts';

/** A file that a person of the shop attached in a conversation. */
export interface MessageFileRow {
  id: string;
  kind: MediaKind;
  key: string;
  mediaType: string;
  name: string;
  /** In bytes. */
  size: number;
}

/** A file that can be sent in this conversation; undefined where it is another's, or nobody sent it for a day. */
export const findMessageFile = (conversationId: string, id: string) =>
  row<MessageFileRow>(
    `select id, kind, file_key as key, media_type as "mediaType", name, size from message_files
     where id = $2 and conversation_id = $1
       and (message_id is not null or created_at > now() - interval '23 hours')`,
    [conversationId, id],
  );
