import { has } from './plainText.ts';
import { row, rows } from './query.ts';

/** A text that the shop's people answer with. */
export interface SavedReplyRow {
  id: string;
  title: string;
  content: string;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `id, title, content, created_at as "createdAt", updated_at as "updatedAt"`;

/** A project's, by their titles; those that hold `search` in title or text, where given: accents and case do not matter. */
export const findSavedReplies = (projectId: string, search: string | undefined) =>
  rows<SavedReplyRow>(
    `select ${columns} from saved_replies where project_id = $1
       and ($2::text is null or ${has('title', '$2')} or ${has('content', '$2')})
     order by plain_text(lower(title)), id`,
    [projectId, search || null],
  );

/** Undefined when the project has none of this id. */
export const findSavedReply = (projectId: string, id: string) =>
  row<SavedReplyRow>(`select ${columns} from saved_replies where project_id = $1 and id = $2`, [
    projectId,
    id,
  ]);
