import { invalidField } from '../../contracts/refusal.ts';
import type { MessageFileRow } from '../../db/messageFiles.ts';
import { row, rows } from '../../db/query.ts';

interface NewFile extends Omit<MessageFileRow, 'id'> {
  conversationId: string;
  userId: string;
}

/** Notes a file that somebody attached, and that is stored already: it goes out with a message, or is removed after a day. */
export async function addMessageFile(file: NewFile): Promise<string> {
  const added = await row<{ id: string }>(
    `insert into message_files (conversation_id, user_id, kind, file_key, media_type, name, size)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [file.conversationId, file.userId, file.kind, file.key, file.mediaType, file.name, file.size],
  );
  if (!added) throw new Error('an insert without a row');
  return added.id;
}

/** Keeps a file for as long as its message is. @throws {Refusal} invalid when it was removed meanwhile */
export async function attachFile(fileId: string, messageId: string): Promise<void> {
  const attached = await rows(
    `update message_files set message_id = coalesce(message_id, $2) where id = $1 returning 1 as attached`,
    [fileId, messageId],
  );
  if (attached.length === 0) throw invalidField('file_id', 'file_gone');
}
