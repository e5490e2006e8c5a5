import { transaction } from '../../../db/connection.ts';
import { row, rows } from '../../../db/query.ts';
import { wakeWorkflow } from '../../startWorkflow.ts';

/** People have it: whoever gives it back, or switches the assistant on for it, has it looked at. */
const isPeoples = `(handed_over_at is not null or 'off' = coalesce(ai_mode,
  (select mode from assistant_settings s where s.project_id = conversations.project_id), 'suggest'))`;
/** A person leads for a while, and at its end somebody looks anyway. */
const isPaused = `coalesce(ai_paused_until > now() and turn_due_at > now()
  and turn_due_at <= ai_paused_until + interval '1 second', false)`;

/**
 * Notes that somebody is to look whether the customer is owed an answer, and wakes the conversation: the customer wrote,
 * or who may answer has changed. In the surrounding transaction, with what changed. Where a look is owed already, nobody
 * need be woken: it ends under the conversation's lock, and sees this too. Nor while people have the conversation, for
 * nothing that a customer writes changes that.
 */
export async function oweTurn(conversationId: string): Promise<void> {
  const owing = await row<{ projectId: string }>(
    `update conversations set turn_due_at = now(), promised_at = now()
     where id = $1 and coalesce(turn_due_at > now(), true) and not ${isPeoples} and not ${isPaused}
     returning project_id as "projectId"`,
    [conversationId],
  );
  if (owing) await wakeWorkflow('conversation', { conversationId }, owing.projectId);
}

/** Has all conversations of a project look again that wait for a time: what they wait by has changed. */
export async function wakeWaiting(projectId: string): Promise<void> {
  const waiting = await rows<{ id: string }>(
    `update conversations set turn_due_at = now(), promised_at = now()
     where project_id = $1 and turn_due_at > now() returning id`,
    [projectId],
  );
  for (const { id } of waiting) await wakeWorkflow('conversation', { conversationId: id }, projectId);
}

/**
 * Gives a conversation back to the assistant: the hand-over and the pause are over, and what counted against it is
 * forgotten. What the customer wrote meanwhile, and no person answered, is looked at.
 */
export function giveBack(conversationId: string): Promise<void> {
  return transaction(async () => {
    await rows(
      `update conversations set handed_over_at = null, handover_reason = null, ai_paused_until = null, ai_since = now()
       where id = $1 returning 1 as kept`,
      [conversationId],
    );
    await oweTurn(conversationId);
  });
}

/**
 * Has a message answered after all, whose answer by the assistant was not sent because a person led then. To be called
 * with what discards that answer.
 */
export async function reopenTurn(conversationId: string, sequence: number): Promise<void> {
  await rows(
    `update conversations set answered_sequence = least(answered_sequence, $2::bigint - 1) where id = $1
     returning 1 as kept`,
    [conversationId, sequence],
  );
  await oweTurn(conversationId);
}
