import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';

/** An update that a reader has taken, for half a minute. */
export interface ClaimedEvent {
  id: string;
  channel: string;
  accountId: string | null;
  payload: string;
  wholeBody: boolean;
  attempts: number;
  receivedAt: Date;
}

const batch = 100;
/** What fails so often is put aside: it is tried again when an administrator says so. */
const maximumAttempts = 5;
/** Trouble of our own is waited for, by waits that double up to five minutes: so many are a day. */
const maximumTroubles = 295;
/** After so many, some minutes, what follows of the person waits no longer. */
const troublesHeldUpFor = 8;

/**
 * Takes the oldest updates that are due, in the order they came. Another reader gets others, and none about a person of
 * whom an earlier one is still being worked on, or is to be tried again: readers claim one after the other, so that each
 * sees what the others took.
 */
export function claimEvents(): Promise<ClaimedEvent[]> {
  return transaction(async () => {
    await rows(`select pg_advisory_xact_lock(hashtextextended('inbox/claim', 0)) is null as locked`);
    const claimed = await rows<ClaimedEvent>(
      `update inbox_events set available_at = now() + interval '30 seconds' where id in (
         select id from inbox_events due where state = 'new' and available_at <= now() and not exists (
           select from inbox_events earlier where earlier.state = 'new' and earlier.lane = due.lane
             and earlier.id < due.id and earlier.available_at > now())
         order by id limit ${batch} for update skip locked)
       returning id, channel, account_id as "accountId", payload, whole_body as "wholeBody", attempts,
         received_at as "receivedAt"`,
    );
    return claimed.sort((one, other) => Number(BigInt(one.id) - BigInt(other.id)));
  });
}

/** Gives back what was claimed and not begun: it is taken again when what holds it up is over. */
export const releaseEvents = (events: Pick<ClaimedEvent, 'id'>[]) =>
  rows(
    `update inbox_events set available_at = now() where id = any($1::bigint[]) and state = 'new' returning 1 as kept`,
    [events.map(({ id }) => id)],
  );

/** What became of an update. */
export type Settlement =
  | { state: 'processed'; conversationId: string | null }
  /** `waitingFor`: it is tried again once this message has come. */
  | { state: 'ignored'; reason: string; waitingFor?: string }
  | { state: 'quarantined'; reason: string }
  /** Nothing yet: it is tried again after so many seconds, which counts as no failure, and holds up nothing. */
  | { state: 'postponed'; seconds: number };

/** Writes down what became of an update, in the surrounding transaction; only while it is still to be done. */
export async function settleEvent(
  id: string,
  projectId: string | null,
  settlement: Settlement,
): Promise<void> {
  if (settlement.state === 'postponed') {
    await rows(
      `update inbox_events set available_at = now() + make_interval(secs => $2), lane = null
       where id = $1 and state = 'new' returning 1 as kept`,
      [id, settlement.seconds],
    );
    return;
  }
  const reason = 'reason' in settlement ? settlement.reason : null;
  const waitingFor = settlement.state === 'ignored' ? (settlement.waitingFor ?? null) : null;
  const conversationId = settlement.state === 'processed' ? settlement.conversationId : null;
  await rows(
    `update inbox_events set state = $2, problem = $3, waiting_for = $4, project_id = $5, conversation_id = $6,
       processed_at = now()
     where id = $1 and state = 'new' returning 1 as kept`,
    [id, settlement.state, reason, waitingFor, projectId, conversationId],
  );
}

/** Puts an update back that failed: tried again after a wait that doubles, quarantined at its fifth failure. */
export async function failEvent(id: string, reason: string): Promise<void> {
  await rows(
    `update inbox_events set attempts = attempts + 1, problem = $2,
       state = case when attempts + 1 >= ${maximumAttempts} then 'quarantined' else state end,
       available_at = now() + make_interval(secs => 2 ^ attempts)
     where id = $1 and state = 'new' returning 1 as kept`,
    [id, reason.slice(0, 1000)],
  );
}

/**
 * Puts an update back that we could not read for now, whatever it says: tried again for a day. Nothing is wrong with it, so
 * it counts as no failure.
 */
export async function putOffEvent(id: string, reason: string): Promise<void> {
  await rows(
    `update inbox_events set troubles = troubles + 1, problem = $2,
       state = case when troubles + 1 >= ${maximumTroubles} then 'quarantined' else state end,
       lane = case when troubles + 1 >= ${troublesHeldUpFor} then null else lane end,
       available_at = now() + make_interval(secs => least(300, 2 ^ least(troubles, 10)))
     where id = $1 and state = 'new' returning 1 as kept`,
    [id, reason.slice(0, 1000)],
  );
}

/** Tries again what waited for a message that has come now. */
export async function reviveWaiting(channel: string, accountId: string, messageId: string): Promise<void> {
  const revived = await rows(
    `update inbox_events set state = 'new', waiting_for = null, problem = null, available_at = now()
     where channel = $1 and account_id = $2 and waiting_for = $3 and state = 'ignored' returning 1 as revived`,
    [channel, accountId, messageId],
  );
  if (revived.length > 0) await wakeReader();
}

/** Wakes the readers when the surrounding transaction commits: inserting does so by itself. */
const wakeReader = () => rows(`select pg_notify('inbox', '') is null as woken`);

/** Which updates an administrator has tried again. */
export interface ReplayChoice {
  ids?: string[] | undefined;
  state?: 'ignored' | 'quarantined' | undefined;
  channel?: string | undefined;
}

const chosenAtOnce = 1000;

/** Has updates tried again that were put aside, the oldest first, a thousand at most; returns how many. */
export async function replayEvents({ ids, state, channel }: ReplayChoice): Promise<number> {
  const replayed = await rows(
    `update inbox_events set state = 'new', attempts = 0, troubles = 0, problem = null, waiting_for = null,
       available_at = now()
     where id in (
       select id from inbox_events where state in ('ignored', 'quarantined')
         and ($1::bigint[] is null or id = any($1::bigint[])) and ($2::text is null or state = $2)
         and ($3::text is null or channel = $3)
       order by id limit ${chosenAtOnce} for update skip locked)
     returning 1 as replayed`,
    [ids ?? null, state ?? null, channel ?? null],
  );
  if (replayed.length > 0) await wakeReader();
  return replayed.length;
}

/**
 * Has updates that were quarantined count as ignored, a thousand at most; returns how many. What was wrong with them stays
 * written down, and they can still be tried again until they are deleted, 30 days later, as all that was ignored.
 */
export async function dismissEvents({ ids, channel }: Omit<ReplayChoice, 'state'>): Promise<number> {
  const dismissed = await rows(
    `update inbox_events set state = 'ignored', processed_at = now()
     where id in (
       select id from inbox_events where state = 'quarantined'
         and ($1::bigint[] is null or id = any($1::bigint[])) and ($2::text is null or channel = $2)
       order by id limit ${chosenAtOnce} for update skip locked)
     returning 1 as dismissed`,
    [ids ?? null, channel ?? null],
  );
  return dismissed.length;
}
