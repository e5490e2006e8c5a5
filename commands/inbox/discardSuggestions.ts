import { rows } from '../../db/query.ts';

/** What nobody sent so far in a conversation, or in several, is not to be sent any more. In the surrounding transaction. */
export const discardSuggestions = (conversations: string | string[]) =>
  rows(
    `update messages set state = 'discarded', state_since = clock_timestamp()
     where conversation_id = any($1) and state = 'suggested' returning 1 as discarded`,
    [[conversations].flat()],
  );
