import { readTurn } from '../../commands/inbox/turns/readTurn.ts';
import { settleTurn, type DecidedTurn } from '../../commands/inbox/turns/settleTurn.ts';
import { planTurn, type PlannedTurn, type TurnFacts } from '../../contracts/turn.ts';

export const createConversingActivities = ({ now }: { now: () => Date }) => ({
  /** Decides what is to be done in a conversation; null when it is gone. */
  planConversationTurn: async (conversationId: string): Promise<PlannedTurn | null> =>
    planned(await readTurn(conversationId, now())),

  /** Does what was decided, where it still holds; returns what is to be done then. */
  settleConversationTurn: async (conversationId: string, decided: DecidedTurn): Promise<PlannedTurn | null> =>
    planned(await settleTurn(conversationId, decided, now())),
});

const planned = (facts: TurnFacts | null) => facts && planTurn(facts);
