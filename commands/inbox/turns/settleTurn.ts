import {
  decideTurn,
  followVerdict,
  settles,
  type HandoverReason,
  type Turn,
  type TurnFacts,
  type Verdict,
} from '../../../contracts/turn.ts';
import { transaction } from '../../../db/connection.ts';
import { row, rows } from '../../../db/query.ts';
import { linkReply } from '../../assistant/linkReply.ts';
import { queueMessage } from '../queueMessage.ts';
import { handOver } from './handOver.ts';
import { readTurn } from './readTurn.ts';
import { tellSilence } from './tellSilence.ts';

/** What was decided, about which message of the customer's, and what the assistant makes of it, where it was asked. */
export interface DecidedTurn {
  asked: number;
  turn: Turn;
  /** `callId`: where its answer is kept; null when it could not be asked. */
  verdict: (Verdict & { callId: string | null }) | null;
}

/**
 * Does what was decided, all of it or nothing, where it still holds: the facts are read again under the conversation's
 * lock, and where the customer has written more, or a person has stepped in, nothing is done. Done twice, it is done once.
 * Returns the facts as they are then; null when the conversation is gone.
 */
export function settleTurn(
  conversationId: string,
  decided: DecidedTurn,
  now: Date,
): Promise<TurnFacts | null> {
  return transaction(async () => {
    // Locked first and alone: what is read beside a lock that was waited for is as old as the wait.
    await row(`select 1 as locked from conversations where id = $1 for update`, [conversationId]);
    const facts = await readTurn(conversationId, now);
    if (!facts || !stillHolds(facts, decided) || (await isOutdated(decided))) return facts;
    const { turn, verdict, asked } = decided;
    const step = verdict ? followVerdict(facts, verdict) : turn;
    await take(conversationId, step, decided, facts);
    await rows(
      `update conversations set turn_due_at = now() + make_interval(secs => $2::float8 / 1000),
         answered_sequence = case when $3 then greatest(answered_sequence, $4::bigint) else answered_sequence end
       where id = $1 returning 1 as kept`,
      [conversationId, nextLookMs(step, facts), settles(step), asked],
    );
    return readTurn(conversationId, now);
  });
}

function stillHolds(facts: TurnFacts, { asked, turn }: DecidedTurn): boolean {
  const current = decideTurn(facts);
  const reasonOf = (one: Turn) => ('reason' in one ? one.reason : null);
  return facts.asked === asked && current.kind === turn.kind && reasonOf(current) === reasonOf(turn);
}

/** Whether what the assistant answers was made of something that has changed since: then it is asked again. */
const isOutdated = async ({ verdict }: DecidedTurn) =>
  verdict?.callId
    ? (await row(`select 1 as outdated from assistant_calls where id = $1 and outdated_at is not null`, [
        verdict.callId,
      ])) !== undefined
    : false;

/** When it is to be looked at again: what was told at night is answered in the morning. */
function nextLookMs(step: Turn, { closed }: TurnFacts): number | null {
  if (step.kind === 'quiet') return step.forMs;
  return step.kind === 'away' ? (closed?.opensInMs ?? null) : null;
}

async function take(
  conversationId: string,
  step: Turn,
  { asked, verdict }: DecidedTurn,
  facts: TurnFacts,
): Promise<void> {
  switch (step.kind) {
    case 'reply':
    case 'suggest':
      return answer(conversationId, asked, verdict?.callId ?? null, step.kind === 'reply');
    case 'hand_over':
      return handOverFor(conversationId, step.reason, verdict?.callId ?? null);
    case 'away':
      return tellAway(conversationId, facts);
    case 'quiet':
      if (step.reason === 'assistant_silent') await tellSilence(conversationId);
      return;
  }
}

/**
 * Queues what the assistant answers, or leaves it as a suggestion. Its text comes from where it was kept; were there none,
 * the customer would be a person's.
 */
async function answer(
  conversationId: string,
  asked: number,
  callId: string | null,
  isSent: boolean,
): Promise<void> {
  const kept = await row<{ text: string }>(
    `select answer ->> 'text' as text from assistant_calls where id = $1 and conversation_id = $2`,
    [callId, conversationId],
  );
  if (!callId || !kept?.text) return handOverFor(conversationId, 'assistant_unavailable', callId);
  const { id } = await queueMessage({
    conversationId,
    author: 'ai',
    kind: 'text',
    content: kept.text,
    data: { answersSequence: asked, callId },
    clientMessageId: await turnId(conversationId, asked),
    state: isSent ? 'queued' : 'suggested',
  });
  await linkReply(callId, id);
}

/** Hands it over; what the customer is told then opens the call for which it is, where there is one. */
async function handOverFor(
  conversationId: string,
  reason: HandoverReason,
  callId: string | null,
): Promise<void> {
  const notice = await handOver(conversationId, reason);
  if (notice && callId) await linkReply(callId, notice);
}

/** Names an answer by what it answers. One that was discarded, for a person led then, gives room to another. */
async function turnId(conversationId: string, asked: number): Promise<string> {
  const discarded = await row<{ count: number }>(
    `select count(*)::int as count from messages where conversation_id = $1 and author = 'ai'
       and state = 'discarded' and data ->> 'answersSequence' = $2`,
    [conversationId, String(asked)],
  );
  return discarded?.count ? `turn/${asked}/${discarded.count + 1}` : `turn/${asked}`;
}

async function tellAway(conversationId: string, { closed }: TurnFacts): Promise<void> {
  const told = await row<{ text: string }>(
    `select s.away_message as text from conversations c join assistant_settings s on s.project_id = c.project_id
     where c.id = $1`,
    [conversationId],
  );
  if (!told || !closed) return;
  await queueMessage({
    conversationId,
    author: 'system',
    kind: 'text',
    content: told.text,
    data: {},
    clientMessageId: closed.rest,
    state: 'queued',
  });
}
