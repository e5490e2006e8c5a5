import type { HandoverReason } from '../../../contracts/turn.ts';
import { transaction } from '../../../db/connection.ts';
import { rows } from '../../../db/query.ts';
import { outdateReplies } from '../../assistant/outdateReplies.ts';
import { discardSuggestions } from '../discardSuggestions.ts';

/** People have it: whoever gives it back, or switches the assistant on for it, has it looked at. */
const isPeoples = `(handed_over_at is not null or 'off' = coalesce(ai_mode,
  (select mode from assistant_settings s where s.project_id = conversations.project_id), 'suggest'))`;
const isAutomatic = `coalesce(c.ai_mode,
  (select mode from assistant_settings s where s.project_id = c.project_id), 'suggest') = 'automatic'`;
/** A person leads for a while, and at its end somebody looks anyway. */
const isPaused = `coalesce(ai_paused_until > now() and turn_due_at > now()
  and turn_due_at <= ai_paused_until + interval '1 second', false)`;

/** Has the conversations that an update returns look whether somebody is owed an answer. */
const wake = (update: string, parameters: unknown[]) =>
  rows(
    `with woken as (${update} returning id, project_id)
     insert into outbox (action, workflow, input, project_id)
     select 'wake', 'conversation', jsonb_build_object('conversationId', id), project_id from woken returning 1 as woken`,
    parameters,
  );

/**
 * Notes that somebody is to look whether the customer is owed an answer, and wakes the conversation, or several: the
 * customer wrote, or who may answer has changed. In the surrounding transaction, with what changed. Where a look is owed
 * already, nobody need be woken: it ends under the conversation's lock, and sees this too. Nor while people have the
 * conversation, for nothing that a customer writes changes that.
 */
export async function oweTurn(conversations: string | string[]): Promise<void> {
  await wake(
    `update conversations set turn_due_at = now(), promised_at = now()
     where id = any($1) and coalesce(turn_due_at > now(), true) and not ${isPeoples} and not ${isPaused}`,
    [[conversations].flat()],
  );
}

/**
 * Has all conversations of a project look again that wait for a time: what they wait by has changed; and those in which a
 * customer wrote within a day what nobody answered: who was to keep quiet may answer now.
 */
export async function wakeWaiting(projectId: string): Promise<void> {
  await wake(
    `update conversations c set turn_due_at = now(), promised_at = now()
     where project_id = $1 and (turn_due_at > now() or turn_due_at is null and state = 'open'
       and handed_over_at is null and last_inbound_at > now() - interval '1 day' and exists (
         select from messages m where m.conversation_id = c.id and m.direction = 'inbound'
           and m.sequence > c.answered_sequence))`,
    [projectId],
  );
}

/** The last answer that reached the customer, or will: what they wrote after it nobody has answered. */
const lastAnswer = `coalesce((select max(sequence) from messages m where m.conversation_id = c.id
  and m.direction = 'outbound' and m.author in ('agent', 'ai')
  and m.state not in ('suggested', 'discarded', 'failed')), 0)`;

/**
 * Has the assistant of a project, which answers by itself from now on, look at whom it left to people until now and nobody
 * has answered: it answers them, or hands over who waits for longer than the platform allows. What it suggested is not to
 * be sent any more. Not where it found that nothing is to be said, nor in conversations that were closed.
 */
export async function answerWhatIsLeft(projectId: string): Promise<void> {
  const left = await rows<{ id: string }>(
    `update conversations c set answered_sequence = ${lastAnswer}
     where project_id = $1 and ai_mode is null and handed_over_at is null and state <> 'closed'
       and answered_sequence > ${lastAnswer} and not exists (
         select from assistant_calls a where a.conversation_id = c.id and a.purpose = 'reply'
           and a.sequence = c.answered_sequence and a.decision = 'quiet')
     returning id`,
    [projectId],
  );
  await haveAnswered(left.map(({ id }) => id));
}

/**
 * Whoever was to send a suggestion need not any more: the assistant looks at the conversation anew, or at several. A few
 * statements for all of them, since customers who write to one wait until the transaction has ended.
 */
async function haveAnswered(conversations: string | string[]): Promise<void> {
  await discardSuggestions(conversations);
  await outdateReplies(conversations);
  await oweTurn(conversations);
}

/** It was handed over for what passes: what the customer asked then is still the assistant's to answer. */
const passing: HandoverReason[] = [
  'budget_spent',
  'assistant_unavailable',
  'too_many_replies',
  'reply_failed',
];

/**
 * Gives a conversation back to the assistant: the hand-over and the pause are over, and what counted against it is
 * forgotten. What the customer wrote meanwhile, and no person answered, is looked at; where it was handed over for what
 * passes, also what led to that; and where the assistant answers by itself now, also what it had a suggestion for.
 */
export function giveBack(conversationId: string): Promise<void> {
  return transaction(async () => {
    const [given] = await rows<{ isAutomatic: boolean }>(
      `update conversations c set handed_over_at = null, handover_reason = null, ai_paused_until = null, ai_since = now(),
         answered_sequence = case when handover_reason = any($2) or handed_over_at is null and ${isAutomatic}
           then least(answered_sequence, ${lastAnswer}) else answered_sequence end
       where id = $1 returning ${isAutomatic} as "isAutomatic"`,
      [conversationId, passing],
    );
    if (given?.isAutomatic) return haveAnswered(conversationId);
    await outdateReplies(conversationId);
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
  await outdateReplies(conversationId);
  await oweTurn(conversationId);
}
