/** Who answers a customer: nobody of ours, the assistant as a draft for a person, or the assistant. */
export type AssistantMode = 'off' | 'suggest' | 'automatic';

/** Why a conversation is a person's. */
export type HandoverReason =
  | 'asks_for_person'
  | 'complaint'
  | 'payment'
  | 'legal'
  | 'not_understood'
  | 'not_known'
  | 'low_confidence'
  | 'assistant_decided'
  | 'answer_withheld'
  | 'assistant_unavailable'
  | 'budget_spent'
  | 'too_many_replies'
  | 'automatic_sender'
  | 'reply_failed'
  | 'too_late';

/**
 * What is known of a conversation when its turn is decided. Numbers and flags alone: what was written stays in its rows.
 * Durations are in ms, counted from when it was read.
 */
export interface TurnFacts {
  /** The customer's last message that asks for an answer, by its sequence; 0 when there is none. */
  asked: number;
  /** The last one that was considered. */
  answered: number;
  /** Whether the rows say that somebody is to look at it now. */
  isDue: boolean;
  /** How long ago the first and the last of the messages came that nobody has considered; 0 where there are none. */
  firstAgeMs: number;
  lastAgeMs: number;
  mode: AssistantMode;
  isHandedOver: boolean;
  /** Somebody closed it, or put it off, after the customer wrote: for how long; null ms: until it is opened. */
  putAside: { forMs: number | null } | null;
  /** A person of the shop wrote after the customer. */
  isAnsweredByPerson: boolean;
  /** For how long a person leads; 0 when nobody does. */
  pausedMs: number;
  /** The platform lets nobody answer any more, or it is so long ago that only a person can. */
  isTooLate: boolean;
  /** What the customer's words ask of a person. */
  words: 'asks_for_person' | 'complaint' | 'payment' | 'legal' | null;
  /** The customer's messages come as a machine writes them. */
  isAutomaticSender: boolean;
  /**
   * Null during opening hours. `rest` names this time in which the shop is closed. `opensInMs`: until it opens, or until
   * it is too late for all but people. `isTold`: this customer knows of this rest.
   */
  closed: {
    rest: string;
    opensInMs: number;
    hasAwayMessage: boolean;
    isTold: boolean;
  } | null;
  /** Replies of the assistant since a person took part, and to this contact within an hour. */
  repliesInARow: { count: number; maximum: number };
  repliesAnHour: { count: number; maximum: number };
  /** How often a model was asked for this contact within an hour, whether a reply came of it or not. */
  callsAnHour: { count: number; maximum: number };
  /** How many of the assistant's latest replies, one after the other, were questions back. */
  notUnderstood: number;
}

/** What is to be done about what a customer wrote. */
export type Turn =
  | { kind: 'reply' | 'suggest' | 'away' }
  | { kind: 'hand_over'; reason: HandoverReason }
  /** `forMs`: it is decided again then; null: not before something changes. */
  | { kind: 'quiet'; reason: QuietReason; forMs: number | null };

type QuietReason =
  | 'nothing_new'
  | 'handed_over'
  | 'off'
  | 'put_aside'
  | 'answered_by_person'
  | 'paused'
  | 'closed'
  | 'too_late'
  | 'asked_too_often'
  | 'no_answer'
  | 'assistant_silent';

/** A turn that was decided, with what its workflow needs to take it: decided beside the rows, so that new rules break no run. */
export interface PlannedTurn extends Pick<TurnFacts, 'asked' | 'isDue' | 'firstAgeMs' | 'lastAgeMs'> {
  turn: Turn;
}

/** Decides, and keeps of the facts what the workflow needs. */
export const planTurn = (facts: TurnFacts): PlannedTurn => {
  const { asked, isDue, firstAgeMs, lastAgeMs } = facts;
  return { asked, isDue, firstAgeMs, lastAgeMs, turn: decideTurn(facts) };
};

/** What the assistant makes of the messages. */
export interface Verdict {
  decision: 'reply' | 'hand_over' | 'quiet';
  reason: string;
}

/**
 * Where the shop keeps quiet, what the customer wrote stays to be answered: whoever gives it back, or opens it again, has
 * it looked at.
 */
const leavesOpen: QuietReason[] = ['handed_over', 'off', 'put_aside'];

/** Decides who answers a customer, and whether now. The order is that of who comes first: people before rules. */
export function decideTurn(facts: TurnFacts): Turn {
  if (facts.asked <= facts.answered) return quiet('nothing_new');
  if (facts.isHandedOver) return quiet('handed_over');
  if (facts.mode === 'off') return quiet('off');
  if (facts.putAside) return quiet('put_aside', facts.putAside.forMs);
  if (facts.isAnsweredByPerson) return quiet('answered_by_person');
  if (facts.pausedMs > 0) return quiet('paused', facts.pausedMs);
  // People read every draft: no rule needs to call one.
  if (facts.mode === 'suggest') return suggest(facts);
  if (facts.isTooLate) return handOver('too_late');
  if (facts.words) return handOver(facts.words);
  if (facts.isAutomaticSender) return handOver('automatic_sender');
  if (facts.closed) {
    const { opensInMs, hasAwayMessage, isTold } = facts.closed;
    return hasAwayMessage && !isTold ? { kind: 'away' } : quiet('closed', opensInMs);
  }
  for (const { count, maximum } of [facts.repliesInARow, facts.repliesAnHour, facts.callsAnHour])
    if (count >= maximum) return handOver('too_many_replies');
  return { kind: 'reply' };
}

/** A draft; not for whom it comes too late, and not again and again for who writes and writes. */
function suggest({ isTooLate, callsAnHour: { count, maximum } }: TurnFacts): Turn {
  if (isTooLate) return quiet('too_late');
  return count >= maximum ? quiet('asked_too_often') : { kind: 'suggest' };
}

/** Why an assistant says nothing in any conversation: what it may use is used up, or no model answers. */
const stopsAll: readonly string[] = ['budget_spent', 'assistant_unavailable'];

/** What follows from the assistant's verdict, where the turn was its own. */
export function followVerdict(
  facts: Pick<TurnFacts, 'mode' | 'notUnderstood'>,
  { decision, reason }: Verdict,
): Turn {
  const isLost = decision === 'reply' && reason === 'not_understood' && facts.notUnderstood > 0;
  if (facts.mode === 'suggest' && decision === 'reply') return { kind: 'suggest' };
  // People read every message then; that no drafts come any more they are told.
  if (facts.mode === 'suggest') return quiet(stopsAll.includes(reason) ? 'assistant_silent' : 'no_answer');
  if (isLost) return handOver('not_understood');
  if (decision === 'hand_over') return handOver(asReason(reason));
  return decision === 'reply' ? { kind: 'reply' } : quiet('no_answer');
}

/** Whether what the customer wrote counts as considered once the turn is done. */
export const settles = (turn: Turn): boolean =>
  turn.kind === 'quiet' ? turn.forMs === null && !leavesOpen.includes(turn.reason) : turn.kind !== 'away';

const fromVerdict: readonly HandoverReason[] = [
  ...(['asks_for_person', 'complaint', 'payment', 'legal', 'not_known', 'low_confidence'] as const),
  ...(['assistant_decided', 'assistant_unavailable', 'budget_spent'] as const),
];
/** Any other reason is one for which the guard keeps an answer back. */
const asReason = (reason: string): HandoverReason =>
  fromVerdict.find((known) => known === reason) ?? 'answer_withheld';

const quiet = (reason: QuietReason, forMs: number | null = null): Turn => ({ kind: 'quiet', reason, forMs });
const handOver = (reason: HandoverReason): Turn => ({ kind: 'hand_over', reason });
