import { wakesNobody } from '../../../contracts/inbound.ts';
import { isOpen, type OpeningHours } from '../../../contracts/openingHours.ts';
import { replyWindowHours } from '../../../contracts/replyWindow.ts';
import type { AssistantMode, TurnFacts } from '../../../contracts/turn.ts';
import { row, rows } from '../../../db/query.ts';
import { isAutomatic, type Beat } from './cadence.ts';
import { nextOpening } from './nextOpening.ts';
import { wordsForPeople } from './wordsForPeople.ts';

/** Both platforms let a customer be written to for a day; a visitor of the site is gone as well by then. */
export const windowOver = `c.last_inbound_at < now() - interval '${replyWindowHours} hours'`;

/** What a conversation's messages are that ask for an answer. */
const asking = `m.direction = 'inbound' and m.unsent_at is null and m.kind <> all($2::text[])`;
/** What reached a customer, or will. */
const outgoing = `m.direction = 'outbound' and m.state not in ('suggested', 'discarded', 'failed')`;
/** Who writes on while the assistant thinks has it think again: so often for each reply that it may give, at most. */
const callsAReply = 3;
/** What a customer wrote lately; more is not read. */
const readAtOnce = 50;

interface Conversation {
  contactId: string;
  answered: number;
  isDue: boolean;
  mode: AssistantMode;
  isHandedOver: boolean;
  isPutAside: boolean;
  putAsideMs: number | null;
  pausedMs: number;
  isTooLate: boolean;
  since: Date | null;
  openingHours: OpeningHours | null;
  /** Since when these hours count, in ms. */
  hoursSince: number | null;
  awayMessage: string;
  inARow: number;
  anHour: number;
}

interface Unconsidered {
  sequence: number;
  content: string;
  ageMs: number;
}

/**
 * What is to be known of a conversation before its turn is decided; null when it is gone. Under the conversation's row
 * lock it stays true until the surrounding transaction ends. `now` tells whether the shop is open.
 */
export async function readTurn(conversationId: string, now: Date): Promise<TurnFacts | null> {
  const conversation = await readConversation(conversationId);
  if (!conversation) return null;
  const { answered, isDue, mode, isHandedOver, pausedMs, isTooLate } = conversation;
  const putAside = conversation.isPutAside ? { forMs: conversation.putAsideMs } : null;
  const open = await readUnconsidered(conversationId, answered);
  const [last, first] = [open[0], open.at(-1)];
  const facts: TurnFacts = {
    ...{ asked: last?.sequence ?? 0, answered, isDue, mode, isHandedOver, putAside, pausedMs, isTooLate },
    ...{ firstAgeMs: first?.ageMs ?? 0, lastAgeMs: last?.ageMs ?? 0 },
    ...{ isAnsweredByPerson: false, words: null, isAutomaticSender: false, closed: null, notUnderstood: 0 },
    repliesInARow: { count: 0, maximum: conversation.inARow },
    repliesAnHour: { count: 0, maximum: conversation.anHour },
    callsAnHour: { count: 0, maximum: conversation.anHour * callsAReply },
  };
  // Most looks find nothing, or a person's conversation: these cost no more.
  if (!last || isHandedOver || mode === 'off') return facts;
  return { ...facts, ...(await readCircumstances(conversationId, conversation, open, now)) };
}

async function readCircumstances(
  conversationId: string,
  conversation: Conversation,
  open: Unconsidered[],
  now: Date,
): Promise<Partial<TurnFacts>> {
  const { openingHours, inARow, anHour } = conversation;
  const past = await readPast(conversationId, conversation, open[0]?.sequence ?? 0);
  return {
    isAnsweredByPerson: past.isAnsweredByPerson,
    words: wordsForPeople(open.map(({ content }) => content).join('\n')),
    isAutomaticSender: isAutomatic(await readBeats(conversationId, conversation.since)),
    closed:
      openingHours && !isOpen(openingHours, now) ? await readClosed(conversationId, conversation, now) : null,
    repliesInARow: { count: past.inARow, maximum: inARow },
    repliesAnHour: { count: past.anHour, maximum: anHour },
    callsAnHour: { count: past.calls, maximum: anHour * callsAReply },
    notUnderstood: countNotUnderstood(past.reasons),
  };
}

const readConversation = (conversationId: string) =>
  row<Conversation>(
    `select c.contact_id as "contactId", c.answered_sequence::float8 as answered,
       coalesce(c.turn_due_at <= now(), false) as "isDue",
       coalesce(c.ai_mode, s.mode, 'suggest') as mode, c.handed_over_at is not null as "isHandedOver",
       (c.state = 'closed' or c.state = 'snoozed' and coalesce(c.snoozed_until > now(), true)) as "isPutAside",
       case when c.state = 'snoozed'
         then extract(epoch from c.snoozed_until - now())::float8 * 1000 end as "putAsideMs",
       coalesce(${windowOver}, false) as "isTooLate", c.ai_since as since,
       greatest(0, extract(epoch from coalesce(c.ai_paused_until, now()) - now()) * 1000)::float8 as "pausedMs",
       s.opening_hours as "openingHours",
       floor(extract(epoch from s.hours_since) * 1000)::float8 as "hoursSince", coalesce(s.away_message, '') as "awayMessage",
       coalesce(s.replies_in_a_row, 5) as "inARow", coalesce(s.replies_an_hour, 20) as "anHour"
     from conversations c join projects j on j.id = c.project_id and j.deleted_at is null
     left join assistant_settings s on s.project_id = c.project_id where c.id = $1`,
    [conversationId],
  );

/** What nobody has considered yet, the latest first. */
const readUnconsidered = (conversationId: string, answered: number) =>
  rows<Unconsidered>(
    `select m.sequence::float8 as sequence, m.content,
       greatest(0, extract(epoch from clock_timestamp() - m.created_at) * 1000)::float8 as "ageMs"
     from messages m where m.conversation_id = $1 and ${asking} and m.sequence > $3
     order by m.sequence desc limit ${readAtOnce}`,
    [conversationId, [...wakesNobody], answered],
  );

interface Past {
  isAnsweredByPerson: boolean;
  inARow: number;
  anHour: number;
  calls: number;
  /** Of the assistant's latest two replies, the last first. */
  reasons: string[];
}

/**
 * Whether a person of the shop wrote after what the customer asks; the assistant's replies of a day since a person took
 * part, by writing or by giving the conversation back, and of an hour to the contact, wherever they write; how often a model was
 * asked for them in it; and why the latest replies were as they were. One statement, for it is read at every look.
 */
async function readPast(
  conversationId: string,
  { contactId, since }: Conversation,
  asked: number,
): Promise<Past> {
  const read = await row<Past>(
    `select
       exists (select from messages m where m.conversation_id = $1 and ${outgoing} and m.author = 'agent'
          and m.sequence > $4) as "isAnsweredByPerson",
       (select count(*)::int from messages m where m.conversation_id = $1 and ${outgoing} and m.author = 'ai'
          and m.created_at > greatest($3::timestamptz, now() - interval '1 day')
          and m.sequence > coalesce((select max(sequence) from messages
            where conversation_id = $1 and direction = 'outbound' and author = 'agent'), 0)) as "inARow",
       (select count(*)::int from messages m join conversations c on c.id = m.conversation_id
        where c.contact_id = $2 and ${outgoing} and m.author = 'ai'
          and m.created_at > now() - interval '1 hour') as "anHour",
       (select count(*)::int from assistant_calls a join conversations c on c.id = a.conversation_id
        where c.contact_id = $2 and a.purpose = 'reply' and a.model is not null
          and a.created_at > now() - interval '1 hour') as calls,
       array(select a.reason from assistant_calls a join messages m on m.id = a.message_id
        where a.conversation_id = $1 and a.purpose = 'reply' and m.state not in ('suggested', 'discarded')
          and a.created_at > coalesce($3::timestamptz, '-infinity')
        order by a.created_at desc limit 2) as reasons`,
    [conversationId, contactId, since, asked],
  );
  return read ?? { isAnsweredByPerson: false, inARow: 0, anHour: 0, calls: 0, reasons: [] };
}

/** The rhythm of the last day, oldest first. */
async function readBeats(conversationId: string, since: Date | null): Promise<Beat[]> {
  const latest = await rows<Beat>(
    `select m.direction, m.content, extract(epoch from m.created_at)::float8 * 1000 as at from messages m
     where m.conversation_id = $1 and m.kind <> all($2::text[])
       and m.state not in ('suggested', 'discarded', 'failed')
       and m.created_at > greatest($3::timestamptz, now() - interval '1 day')
     order by m.sequence desc limit 20`,
    [conversationId, [...wakesNobody], since],
  );
  return latest.reverse();
}

/** Where no hour opens the shop, people get who wrote: once the window is over for sure, whatever its clock says. */
const untilTooLateMs = (replyWindowHours * 60 + 5) * 60_000;

/**
 * Names a time of rest, in which customers are told once that the shop is closed: by its end, and by the hours that are the
 * reason. A shop that is closed anew by other hours rests anew, also where it opens again at the same time, or at none.
 */
const restOf = (opensAt: string | null, hoursSince: number | null): string =>
  `away/${opensAt ?? 'always'}/${hoursSince ?? 0}`;

async function readClosed(
  conversationId: string,
  { openingHours, hoursSince, awayMessage }: Conversation,
  now: Date,
): Promise<TurnFacts['closed']> {
  const opening = openingHours && nextOpening(openingHours, now);
  const rest = restOf(opening?.toISOString() ?? null, hoursSince);
  const told = await row(
    `select 1 as told from messages where conversation_id = $1 and client_message_id = $2`,
    [conversationId, rest],
  );
  return {
    rest,
    opensInMs: opening ? opening.getTime() - now.getTime() : untilTooLateMs,
    hasAwayMessage: awayMessage !== '',
    isTold: told !== undefined,
  };
}

/** How many of the latest replies, one after the other, were questions back; two are as good as more. */
function countNotUnderstood(latest: string[]): number {
  const understood = latest.findIndex((reason) => reason !== 'not_understood');
  return understood === -1 ? latest.length : understood;
}
