import { conflict } from '../../contracts/refusal.ts';
import type { AssistantCallRow } from '../../db/assistantCalls.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { startWorkflow } from '../startWorkflow.ts';
import { needTokens } from './needTokens.ts';

interface ReplayOrder {
  /** Instead of those of the reply. */
  instructions: string | undefined;
  /** Null: whoever would answer now. */
  provider: 'openai' | 'gemini' | null;
  /** Null: the one that answers for this vendor. */
  model: string | null;
}

/**
 * Promises that a reply is made again of what went into it, without sending it; the id of the call.
 * @throws {Refusal} 409 when no model was asked for it, or the project's tokens of today are used up.
 */
export const orderReplay = (
  { projectId, conversationId, messageId, inputs }: AssistantCallRow,
  { instructions, provider, model }: ReplayOrder,
): Promise<string> =>
  transaction(async () => {
    if (!inputs) throw conflict('nothing_to_replay');
    await needTokens(projectId);
    const made = await row<{ id: string }>(
      `insert into assistant_calls (project_id, conversation_id, message_id, purpose, decision, provider, model, inputs)
       values ($1, $2, $3, 'replay', 'pending', $4, $5, $6::jsonb) returning id`,
      [
        ...[projectId, conversationId, messageId, provider, model],
        JSON.stringify({ ...inputs, ...(instructions && { instructions }) }),
      ],
    );
    if (!made) throw new Error('an insert returns its row');
    await startWorkflow('replayReply', { callId: made.id }, projectId);
    return made.id;
  });
