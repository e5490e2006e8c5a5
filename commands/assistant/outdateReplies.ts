import { rows } from '../../db/query.ts';

/**
 * Has replies made anew that answer something nobody has answered yet, in a conversation or in several, in the surrounding
 * transaction, under the conversations' locks: messages were changed, or so much time went by that what is known may be
 * another.
 */
export const outdateReplies = (conversations: string | string[]) =>
  rows(
    `update assistant_calls a set outdated_at = now() from conversations c
     where c.id = any($1) and a.conversation_id = c.id and a.purpose = 'reply' and a.outdated_at is null
       and a.sequence > c.answered_sequence returning 1 as outdated`,
    [[conversations].flat()],
  );
