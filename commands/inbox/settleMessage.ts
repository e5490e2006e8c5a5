import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { wakeWorkflow } from '../startWorkflow.ts';
import type { AssistantHold } from './assistantHolds.ts';
import { refreshSnippet } from './refreshSnippet.ts';
import { handOver } from './turns/handOver.ts';
import { oweTurn, reopenTurn } from './turns/oweTurn.ts';

/** Why a message was not sent: our code or the platform's own, and what it said of it. */
export interface SendProblem {
  code: string;
  detail: string | null;
}

/**
 * Locks the row of a message's conversation, for whoever changes a message: always in this order, and after the names of
 * `lockIn`. Alone and first, for what is read beside a lock that was waited for is as old as the wait.
 */
export const lockConversationOf = (messageId: string) =>
  row(
    `select 1 as locked from conversations where id = (select conversation_id from messages where id = $1) for update`,
    [messageId],
  );

/**
 * Ends a message that was surely not sent: one that waits (`attempt` null), or the one of that very attempt. Its customer
 * waits for a person then.
 */
export function failMessage(
  id: string,
  attempt: number | null,
  { code, detail }: SendProblem,
): Promise<void> {
  return transaction(async () => {
    await lockConversationOf(id);
    const failed = await row(
      `update messages set state = 'failed', state_since = clock_timestamp(), problem_code = $3, problem_detail = $4
       where id = $1 and ($2::int is null and state = 'queued'
         or attempts = $2 and state in ('sending', 'unknown')) returning 1 as failed`,
      [id, attempt, code, detail?.slice(0, 500) ?? null],
    );
    if (failed) await handOverUnsent(id);
  });
}

/**
 * Whom an answer did not reach, or nobody can say, waits for a person: also where a person wrote it, who may have left
 * since. Unless a person has written again: that answer is the one that counts.
 */
export async function handOverUnsent(messageId: string): Promise<void> {
  const unsent = await row<{ conversationId: string }>(
    `select m.conversation_id as "conversationId" from messages m where m.id = $1
       and (m.author = 'ai' and m.author_id is null or m.author in ('agent', 'ai') and not exists (
         select from messages o where o.conversation_id = m.conversation_id and o.sequence > m.sequence
           and o.direction = 'outbound' and o.author = 'agent'
           and o.state in ('queued', 'sending', 'sent', 'delivered', 'read')))`,
    [messageId],
  );
  if (unsent) await handOver(unsent.conversationId, 'reply_failed');
}

/**
 * A message has gone out, or did so elsewhere: where its customer waited for a person because another one could not be
 * sent, they do not any more, unless that one is the later. Under the conversation's row lock.
 */
export async function endUnsent(messageId: string): Promise<void> {
  const ended = await row<{ conversationId: string }>(
    `update conversations c set handed_over_at = null, handover_reason = null from messages m
     where m.id = $1 and c.id = m.conversation_id and c.handover_reason = 'reply_failed' and c.handed_over_at is not null
       and m.author in ('agent', 'ai') and m.state in ('sent', 'delivered', 'read') and not exists (
         select from messages o where o.conversation_id = c.id and o.sequence > m.sequence
           and o.direction = 'outbound' and o.author in ('agent', 'ai') and o.state in ('failed', 'unknown'))
     returning c.id as "conversationId"`,
    [messageId],
  );
  if (ended) await oweTurn(ended.conversationId);
}

/** The call of an attempt was surely not made, or changed nothing: another one may be. */
export const requeueMessage = (id: string, attempt: number) =>
  rows(
    `update messages set state = 'queued', state_since = clock_timestamp(), called_at = null
     where id = $1 and attempts = $2 and state in ('sending', 'unknown') returning 1 as queued`,
    [id, attempt],
  );

/** Nobody can say what became of a message's last call: of that attempt, where one is named. */
export const leaveUnknown = (id: string, attempt: number | null) =>
  rows(
    `update messages set state = 'unknown', state_since = clock_timestamp()
     where id = $1 and ($2::int is null or attempts = $2) and state = 'sending' returning 1 as left`,
    [id, attempt],
  );

/**
 * A message of the assistant's that must not be sent any more: nobody sees it. What it answered is still to be answered,
 * unless the customer wrote again, which is answered anyway.
 */
export async function discardMessage(id: string, hold: AssistantHold): Promise<void> {
  const discarded = await row<{ conversationId: string; answers: number | null }>(
    `update messages set state = 'discarded', state_since = clock_timestamp(), problem_code = $2
     where id = $1 and state = 'queued'
     returning conversation_id as "conversationId", (data ->> 'answersSequence')::float8 as answers`,
    [id, hold],
  );
  if (!discarded) return;
  const { conversationId, answers } = discarded;
  await refreshSnippet(conversationId);
  if (hold !== 'newer_message' && answers !== null) await reopenTurn(conversationId, answers);
}

/**
 * Wakes the message that is next in a conversation: to be called whenever one was settled. Under the row lock, so that one
 * that is just being written is not overlooked.
 */
export function wakeNextMessage(conversationId: string): Promise<void> {
  return transaction(async () => {
    await row(`select 1 as locked from conversations where id = $1 for update`, [conversationId]);
    const next = await row<{ id: string; projectId: string }>(
      `select id, project_id as "projectId" from messages
       where conversation_id = $1 and direction = 'outbound' and state = 'queued' order by sequence limit 1`,
      [conversationId],
    );
    if (next) await wakeWorkflow('sendMessage', { messageId: next.id }, next.projectId);
  });
}

/** How long a message has waited to be sent, in ms: since it was written, or last asked to be sent again. */
export async function readWaitingMs(id: string): Promise<number> {
  const found = await row<{ ms: string }>(
    `select extract(epoch from clock_timestamp() - sent_at) * 1000 as ms from messages where id = $1`,
    [id],
  );
  return Number(found?.ms ?? 0);
}
