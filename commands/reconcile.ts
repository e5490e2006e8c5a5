import type { WorkflowInputs, WorkflowName } from '../contracts/workflows.ts';
import { transaction } from '../db/connection.ts';
import { rows } from '../db/query.ts';
import { promisePlansAgain } from './recurring/syncPlan.ts';

/** Work promised later than this is on its way: its outbox row or its workflow is at it. */
const patience = `interval '2 minutes'`;
/** A post that is due so soon, or was so lately, and its patience: should Temporal have lost it, it would be late. */
const isDueSoon = `t.scheduled_time between now() - interval '10 minutes' and now() + interval '3 minutes'`;
const patienceWhenDue = `interval '30 seconds'`;
/** When the workflow of a post has begun to prepare it. */
const prepareAhead = `interval '16 minutes'`;
/** How long a promise stays dead. */
const reviveAfter = `interval '15 minutes'`;
/** Of each kind and round; the next round takes the next. */
const atOnce = 500;

/** Rows that say what is unfinished, and the workflow that finishes it. */
type Kind = {
  [Name in WorkflowName]: {
    workflow: Name;
    /** The member of the workflow's input that names the row. */
    member: keyof WorkflowInputs[Name];
    table: string;
    /** Which rows t of the table are unfinished. */
    unfinished: string;
    /** False where the table does not note when a row was last promised: its status says since when it waits. */
    notesPromises?: false;
    /** Which of them are urgent: they come first, and are left alone for a shorter time. */
    urgent?: { rows: string; patience: string };
    /** False where a row is of no project. */
    hasProject?: false;
  };
}[WorkflowName];

/**
 * Posts that are due within a quarter of an hour, or overdue, and those with a first comment to write. Those that are
 * due later sleep in their workflows; should Temporal have lost these, it is soon enough then. Of those that wait for
 * their account, the ones whose owner is to be told, or whose late policy is to be applied.
 */
const unfinishedPosts = `
  select id from scheduled_posts
  where state in ('scheduled', 'publishing') and scheduled_time < now() + ${prepareAhead}
  union
  select s.id from publications p join scheduled_posts s on s.id = p.post_id
  where p.state = 'waiting' and s.state = 'needs_attention' and s.scheduled_time <= now() and (
    not 'waiting ' || p.id = any(s.notices) or s.late_action <> 'publish' and now() > greatest(
      s.scheduled_time, p.released_at) + make_interval(mins => s.late_minutes))
  union
  select post_id from publications where first_comment_state in ('due', 'writing') and state = 'published'`;

/**
 * Accounts that were connected, for the first time or again, and whose figures nobody has tried to fetch since: the
 * attempt is logged. Once it was, the daily sync has them.
 */
const neverSynced = `connection_status = 'active' and (last_synced_at is null or last_synced_at < status_since)
  and not exists (
    select from social_media_sync_logs l
    where l.connection_id = t.id and l.sync_type in ('sync', 'repair') and l.created_at >= t.status_since)`;

/** Connections whose end the platform was not told, an hour after its workflow gave up. */
const neverRevoked = `revocation_encrypted is not null and status_since < now() - interval '2 hours'`;

const kinds: Kind[] = [
  {
    workflow: 'publishPost',
    member: 'postId',
    table: 'scheduled_posts',
    unfinished: `id in (${unfinishedPosts})`,
    urgent: { rows: isDueSoon, patience: patienceWhenDue },
  },
  {
    workflow: 'sendMessage',
    member: 'messageId',
    table: 'messages',
    unfinished: `state in ('queued', 'sending', 'unknown') and (state <> 'unknown' or problem_code is null)`,
  },
  {
    workflow: 'conversation',
    member: 'conversationId',
    table: 'conversations',
    unfinished: 'turn_due_at <= now()',
  },
  { workflow: 'sendBatch', member: 'batchId', table: 'send_batches', unfinished: `state = 'running'` },
  {
    workflow: 'replyToComment',
    member: 'replyId',
    table: 'comment_replies',
    unfinished: `state in ('pending', 'sending')`,
  },
  { workflow: 'generateImage', member: 'imageId', table: 'images', unfinished: `status = 'pending'` },
  {
    workflow: 'keepAttachments',
    member: 'messageId',
    table: 'messages',
    unfinished: `data @? '$.attachments[*] ? (@.state == "due")'`,
  },
  {
    workflow: 'replayReply',
    member: 'callId',
    table: 'assistant_calls',
    unfinished: `decision = 'pending' and purpose = 'replay'`,
  },
  {
    workflow: 'writeCaption',
    member: 'captionId',
    table: 'assistant_calls',
    unfinished: `decision = 'pending' and purpose = 'caption'`,
  },
  {
    workflow: 'sendMail',
    member: 'mailId',
    table: 'mails',
    unfinished: `status = 'queued'`,
    hasProject: false,
  },
  {
    workflow: 'syncConnection',
    member: 'connectionId',
    table: 'social_media_connections',
    unfinished: neverSynced,
    notesPromises: false,
  },
  {
    workflow: 'disconnectConnection',
    member: 'connectionId',
    table: 'social_media_connections',
    unfinished: neverRevoked,
    notesPromises: false,
  },
];

/**
 * Writes the outbox anew for work of every kind, and for recurring plans, that was promised long ago and has no row in
 * it, what waits longest first; and revives dead rows, for what Temporal refused it may take by now. Starting a workflow
 * that runs is no start, so that a wrong guess costs nothing. Returns how many were promised.
 */
export function promiseAgain(): Promise<number> {
  return transaction(async () => {
    let promised = await promisePlansAgain(patience, atOnce);
    for (const kind of kinds) promised += await promiseForgotten(kind);
    return promised + (await reviveDead());
  });
}

/** Promises what is unfinished while nothing promises its workflow; it counts as promised from now on. */
async function promiseForgotten({
  table,
  workflow,
  member,
  unfinished,
  urgent,
  ...kind
}: Kind): Promise<number> {
  const since = kind.notesPromises === false ? 'status_since' : 'promised_at';
  const project = kind.hasProject === false ? 'null::uuid' : 'project_id';
  const left = urgent ? `case when ${urgent.rows} then ${urgent.patience} else ${patience} end` : patience;
  const first = urgent ? `${urgent.rows} desc, ` : '';
  const forgotten = `select id from ${table} t where ${unfinished} and ${since} < now() - ${left}
    and not exists (select from outbox o where o.workflow = $1 and o.input ->> $2 = t.id::text)
    order by ${first}${since} limit ${atOnce} for update skip locked`;
  const taken =
    since === 'promised_at'
      ? `update ${table} set promised_at = now() where id in (${forgotten}) returning id, ${project} as project_id`
      : `select id, project_id from ${table} where id in (${forgotten})`;
  const promised = await rows(
    `with taken as (${taken})
     insert into outbox (action, workflow, input, project_id)
     select 'start', $1, jsonb_build_object($2::text, id), project_id from taken returning 1 as promised`,
    [workflow, member],
  );
  return promised.length;
}

async function reviveDead(): Promise<number> {
  const revived = await rows(
    `update outbox set dead_at = null, refusals = 0, available_at = now() where id in (
       select id from outbox where dead_at < now() - ${reviveAfter} order by dead_at limit ${atOnce})
     returning 1 as revived`,
  );
  return revived.length;
}
