import type { OutgoingContent, OutgoingState } from '../../contracts/sending.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { whyNotSent } from './assistantHolds.ts';
import {
  discardMessage,
  failMessage,
  handOverUnsent,
  leaveUnknown,
  lockConversationOf,
} from './settleMessage.ts';

/** How the platform takes messages, in ms. */
export interface Terms {
  /** For so long after a customer wrote anything may be sent. */
  windowMs: number;
  /** Between two messages to a person. */
  paceMs: number;
  /** The whole call, to the last byte of its answer. */
  callMs: number;
}

/** What is sent, to whom, under which attempt. */
export interface SendOrder {
  attempt: number;
  to: string;
  kind: string;
  content: string;
  data: OutgoingContent;
}

export type Claim =
  | { kind: 'send'; order: SendOrder }
  /** `ms` is null where the message ahead of it wakes it. */
  | { kind: 'wait'; state: OutgoingState; ms: number | null }
  | { kind: 'ended'; state: OutgoingState | 'gone' };

interface Claimed {
  conversationId: string;
  state: OutgoingState;
  author: 'agent' | 'ai' | 'system';
  authorId: string | null;
  kind: string;
  content: string;
  data: OutgoingContent & { answersSequence?: number };
  sequence: string;
  problemCode: string | null;
  to: string;
  /** Since it has this state, in ms. */
  ageMs: number;
  /** Since the customer last wrote, in ms; null where they never did. */
  inboundAgeMs: number | null;
  /** Since anything was last sent to them, in ms; null where nothing was. */
  calledAgeMs: number | null;
  isBehind: boolean;
}

/** After a call has surely ended, its row may be taken for one that nobody finishes. */
const graceMs = 5_000;
/** For so long an echo or a status may say what became of a message; later nobody will. */
export const confirmableMs = 10 * 60_000;

/**
 * Takes a message for one call, durable before a byte leaves: under its conversation's row lock, in its turn, and after a
 * last look at whether it still may be sent. One that somebody else took is theirs until their call must have ended; then
 * nobody knows what became of it, and it is not sent again.
 */
export function claimMessage(id: string, { windowMs, paceMs, callMs }: Terms): Promise<Claim> {
  return transaction(async () => {
    const message = await lockMessage(id);
    if (!message) return { kind: 'ended', state: 'gone' };
    const { state, ageMs } = message;
    if (state === 'sending') {
      const leftMs = callMs + graceMs - ageMs;
      if (leftMs > 0) return { kind: 'wait', state, ms: leftMs };
      await leaveUnknown(id, null);
      return { kind: 'wait', state: 'unknown', ms: confirmableMs };
    }
    if (state === 'unknown') return waitForWord(id, message);
    if (state !== 'queued') return { kind: 'ended', state };
    return takeTurn(id, message, { windowMs, paceMs });
  });
}

/** Of a message whose outcome nobody told: once none can come any more, that is said. */
async function waitForWord(id: string, { ageMs, problemCode }: Claimed): Promise<Claim> {
  const leftMs = confirmableMs - ageMs;
  if (problemCode !== null) return { kind: 'ended', state: 'unknown' };
  if (leftMs > 0) return { kind: 'wait', state: 'unknown', ms: leftMs };
  await row(
    `update messages set problem_code = 'not_confirmed' where id = $1 and state = 'unknown' returning 1 as kept`,
    [id],
  );
  await handOverUnsent(id);
  return { kind: 'ended', state: 'unknown' };
}

async function takeTurn(
  id: string,
  message: Claimed,
  { windowMs, paceMs }: Omit<Terms, 'callMs'>,
): Promise<Claim> {
  const { conversationId, author, authorId, kind, data, inboundAgeMs, calledAgeMs } = message;
  if (message.isBehind) return { kind: 'wait', state: 'queued', ms: null };
  // One that a person sends again is that person's.
  if (author === 'ai' && authorId === null) {
    const hold = await whyNotSent(conversationId, data.answersSequence ?? 0);
    if (hold) {
      await discardMessage(id, hold);
      return { kind: 'ended', state: 'discarded' };
    }
  }
  if (kind !== 'template' && (inboundAgeMs === null || inboundAgeMs >= windowMs)) {
    await failMessage(id, null, { code: 'reply_window_over', detail: null });
    return { kind: 'ended', state: 'failed' };
  }
  if (calledAgeMs !== null && calledAgeMs < paceMs)
    return { kind: 'wait', state: 'queued', ms: paceMs - calledAgeMs };
  const taken = await row<{ attempt: number }>(
    `update messages set state = 'sending', attempts = attempts + 1, problem_code = null, problem_detail = null,
       state_since = clock_timestamp(), called_at = clock_timestamp()
     where id = $1 returning attempts as attempt`,
    [id],
  );
  const { to, content } = message;
  return { kind: 'send', order: { attempt: taken?.attempt ?? 0, to, kind, content, data } };
}

/** The message with its conversation locked. Ages are told by the database's clock, as all that is compared with them. */
async function lockMessage(id: string): Promise<Claimed | undefined> {
  await lockConversationOf(id);
  const age = (time: string) => `extract(epoch from clock_timestamp() - ${time}) * 1000`;
  const found = await row<Claimed & Record<'ageMs' | 'inboundAgeMs' | 'calledAgeMs', string | null>>(
    `select m.conversation_id as "conversationId", m.state, m.author, m.author_id as "authorId", m.kind, m.content,
       m.data, m.sequence, m.problem_code as "problemCode", c.external_id as to, ${age('m.state_since')} as "ageMs",
       ${age('c.last_inbound_at')} as "inboundAgeMs",
       ${age(`(select max(called_at) from messages o where o.conversation_id = c.id)`)} as "calledAgeMs",
       exists (select from messages o where o.conversation_id = c.id and o.sequence < m.sequence
         and o.direction = 'outbound' and o.state in ('queued', 'sending')) as "isBehind"
     from messages m join conversations c on c.id = m.conversation_id
     where m.id = $1 and m.direction = 'outbound' and c.channel <> 'widget'`,
    [id],
  );
  if (!found) return undefined;
  const number = (value: string | number | null) => (value === null ? null : Number(value));
  return {
    ...found,
    ageMs: number(found.ageMs) ?? 0,
    inboundAgeMs: number(found.inboundAgeMs),
    calledAgeMs: number(found.calledAgeMs),
  };
}
