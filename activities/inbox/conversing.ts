import { readTurn } from '../../commands/inbox/turns/readTurn.ts';
import { settleTurn, type DecidedTurn } from '../../commands/inbox/turns/settleTurn.ts';
import type { TurnFacts } from '../../contracts/turn.ts';

export const createConversingActivities = ({ now }: { now: () => Date }) => ({
  /** What is to be known before a conversation's turn is decided; null when it is gone. */
  readConversationTurn: (conversationId: string): Promise<TurnFacts | null> =>
    readTurn(conversationId, now()),

  /** Does what was decided, where it still holds; returns the facts as they are then. */
  settleConversationTurn: (conversationId: string, decided: DecidedTurn): Promise<TurnFacts | null> =>
    settleTurn(conversationId, decided, now()),
});
