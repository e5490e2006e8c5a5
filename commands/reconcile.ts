import type { WorkflowName } from '../contracts/workflows.ts';
import { transaction } from '../db/connection.ts';
import { rows } from '../db/query.ts';
import { forgetGivenTokens } from './forgetTokens.ts';
import { promisePlansAgain } from './recurring/syncPlan.ts';
import { startWorkflow } from './startWorkflow.ts';

/** Work promised later than this is on its way: its outbox row or its workflow is at it. */
const patience = `interval '2 minutes'`;
/** When the workflow of a post has begun to prepare it. */
const prepareAhead = `interval '16 minutes'`;
/** How long a promise stays dead. */
const reviveAfter = `interval '15 minutes'`;
/** Of each kind and round; the next round takes the next. */
const atOnce = 500;
/** So that no deletion holds many locks, or is lost whole when it is cut off. */
const deletedAtOnce = 1000;

/**
 * Writes the outbox anew for images, mails, messages, conversations that owe an answer, replies, first syncs,
 * disconnections, posts and recurring plans that were promised long ago and have no row in it, those that wait longest
 * first; and revives dead rows, for what Temporal refused it may take by now. Starting a workflow that runs is no start, so that a wrong guess costs nothing. Returns how many
 * were promised.
 */
export function promiseAgain(): Promise<number> {
  return transaction(async () => {
    const images = await takeForgotten<{ id: number; projectId: string }>({
      table: 'images',
      unfinished: `status = 'pending'`,
      workflow: 'generateImage',
      member: 'imageId',
      returning: 'id, project_id as "projectId"',
    });
    const mails = await takeForgotten<{ id: string }>({
      table: 'mails',
      unfinished: `status = 'queued'`,
      workflow: 'sendMail',
      member: 'mailId',
      returning: 'id',
    });
    const replies = await takeForgotten<{ id: string; projectId: string }>({
      table: 'comment_replies',
      unfinished: `state in ('pending', 'sending')`,
      workflow: 'replyToComment',
      member: 'replyId',
      returning: 'id, project_id as "projectId"',
    });
    const connections = await forgottenConnections();
    for (const { id, projectId } of connections)
      await startWorkflow('syncConnection', { connectionId: id }, projectId);
    const messages = await takeForgotten<{ id: string; projectId: string }>({
      table: 'messages',
      unfinished: `data @? '$.attachments[*] ? (@.state == "due")'`,
      workflow: 'keepAttachments',
      member: 'messageId',
      returning: 'id, project_id as "projectId"',
    });
    const unsent = await takeForgotten<{ id: string; projectId: string }>({
      table: 'messages',
      unfinished: `state in ('queued', 'sending', 'unknown') and (state <> 'unknown' or problem_code is null)`,
      workflow: 'sendMessage',
      member: 'messageId',
      returning: 'id, project_id as "projectId"',
    });
    const conversations = await takeForgotten<{ id: string; projectId: string }>({
      table: 'conversations',
      unfinished: `turn_due_at <= now()`,
      workflow: 'conversation',
      member: 'conversationId',
      returning: 'id, project_id as "projectId"',
    });
    const batches = await takeForgotten<{ id: string; projectId: string }>({
      table: 'send_batches',
      unfinished: `state = 'running'`,
      workflow: 'sendBatch',
      member: 'batchId',
      returning: 'id, project_id as "projectId"',
    });
    const replays = await takeForgotten<{ id: string; projectId: string }>({
      table: 'assistant_calls',
      unfinished: `decision = 'pending'`,
      workflow: 'replayReply',
      member: 'callId',
      returning: 'id, project_id as "projectId"',
    });
    for (const { id, projectId } of replays) await startWorkflow('replayReply', { callId: id }, projectId);
    const revocations = await forgottenRevocations();
    for (const { id, projectId } of revocations)
      await startWorkflow('disconnectConnection', { connectionId: id }, projectId);
    const posts = await takeForgottenPosts();
    for (const { id, projectId } of posts) await startWorkflow('publishPost', { postId: id }, projectId);
    for (const { id, projectId } of images) await startWorkflow('generateImage', { imageId: id }, projectId);
    for (const { id, projectId } of messages)
      await startWorkflow('keepAttachments', { messageId: id }, projectId);
    for (const { id, projectId } of unsent) await startWorkflow('sendMessage', { messageId: id }, projectId);
    for (const { id, projectId } of batches) await startWorkflow('sendBatch', { batchId: id }, projectId);
    for (const { id, projectId } of conversations)
      await startWorkflow('conversation', { conversationId: id }, projectId);
    for (const { id } of mails) await startWorkflow('sendMail', { mailId: id }, null);
    for (const { id, projectId } of replies)
      await startWorkflow('replyToComment', { replyId: id }, projectId);
    const plans = await promisePlansAgain(patience, atOnce);
    const promised = [
      images,
      mails,
      messages,
      unsent,
      batches,
      replays,
      conversations,
      replies,
      connections,
      revocations,
      posts,
    ].map(({ length }) => length);
    return promised.reduce((sum, count) => sum + count, plans) + (await reviveDead());
  });
}

/** Rows of a table that are unfinished while nothing promises their workflow. They count as promised from now on. */
function takeForgotten<Row extends object>(kind: {
  table:
    | 'images'
    | 'mails'
    | 'messages'
    | 'conversations'
    | 'send_batches'
    | 'assistant_calls'
    | 'comment_replies';
  unfinished: string;
  workflow: WorkflowName;
  /** Of the workflow's input: it names the row. */
  member: string;
  returning: string;
}): Promise<Row[]> {
  return rows<Row>(
    `update ${kind.table} set promised_at = now() where id in (
       select id from ${kind.table} t where ${kind.unfinished} and promised_at < now() - ${patience}
         and not exists (
           select from outbox o where o.workflow = '${kind.workflow}' and o.input ->> '${kind.member}' = t.id::text)
       order by promised_at limit ${atOnce} for update skip locked)
     returning ${kind.returning}`,
  );
}

/**
 * Accounts that were connected, for the first time or again, and whose figures nobody has tried to fetch since: the
 * attempt is logged. Once it was, the daily sync has them.
 */
const forgottenConnections = () =>
  rows<{ id: string; projectId: string }>(
    `select id, project_id as "projectId" from social_media_connections c
     where connection_status = 'active' and status_since < now() - ${patience}
       and (last_synced_at is null or last_synced_at < status_since)
       and not exists (
         select from social_media_sync_logs l
         where l.connection_id = c.id and l.sync_type in ('sync', 'repair') and l.created_at >= c.status_since)
       and not exists (
         select from outbox o where o.workflow = 'syncConnection' and o.input ->> 'connectionId' = c.id::text)
     order by status_since limit ${atOnce}`,
  );

/**
 * Posts that are due within a quarter of an hour, or overdue, and those with a first comment to write. Those that are
 * due later sleep in their workflows; should Temporal have lost these, it is soon enough then. Of those that wait for
 * their account, the ones whose owner is to be told, or whose late policy is to be applied.
 */
const takeForgottenPosts = () =>
  rows<{ id: number; projectId: string }>(
    `with unfinished as (
       select id from scheduled_posts
       where state in ('scheduled', 'publishing') and scheduled_time < now() + ${prepareAhead}
       union
       select s.id from publications p join scheduled_posts s on s.id = p.post_id
       where p.state = 'waiting' and s.state = 'needs_attention' and s.scheduled_time <= now() and (
         not 'waiting ' || p.id = any(s.notices) or s.late_action <> 'publish' and now() > greatest(
           s.scheduled_time, p.released_at) + make_interval(mins => s.late_minutes))
       union
       select post_id from publications where first_comment_state in ('due', 'writing') and state = 'published')
     update scheduled_posts set promised_at = now() where id in (
       select id from scheduled_posts s
       where id in (select id from unfinished) and promised_at < now() - ${patience} and not exists (
           select from outbox o where o.workflow = 'publishPost' and o.input ->> 'postId' = s.id::text)
       order by promised_at limit ${atOnce} for update skip locked)
     returning id, project_id as "projectId"`,
  );

/** Connections whose end the platform was not told, an hour after its workflow gave up: nobody promises it. */
const forgottenRevocations = () =>
  rows<{ id: string; projectId: string }>(
    `select id, project_id as "projectId" from social_media_connections c
     where revocation_encrypted is not null and status_since < now() - interval '2 hours'
       and not exists (
         select from outbox o where o.workflow = 'disconnectConnection' and o.input ->> 'connectionId' = c.id::text)
     order by status_since limit ${atOnce}`,
  );

async function reviveDead(): Promise<number> {
  const revived = await rows(
    `update outbox set dead_at = null, refusals = 0, available_at = now() where id in (
       select id from outbox where dead_at < now() - ${reviveAfter} order by dead_at limit ${atOnce})
     returning 1 as revived`,
  );
  return revived.length;
}

/**
 * Deletes what nobody can use any more: answers, consents and given tokens after a day (with held tokens at once),
 * statuses of messages that nobody sent after a week, updates of webhooks a month after they were read, sessions a month
 * after their end.
 */
export async function forgetExpiredRows(): Promise<void> {
  await forgetGivenTokens();
  await deleteAll('idempotency_keys', 'scope, key', `created_at < now() - interval '24 hours'`);
  await deleteAll(
    'oauth_states',
    'state_hash',
    `expires_at < now() - case when accounts_encrypted is null then interval '24 hours' else '0' end`,
  );
  await deleteAll('early_statuses', 'scope_id, external_id, state', `created_at < now() - interval '7 days'`);
  await deleteAll(
    'inbox_events',
    'id',
    `state in ('processed', 'ignored') and processed_at < now() - interval '30 days'`,
  );
  await deleteAll('sessions', 'id', `least(expires_at, revoked_at) < now() - interval '30 days'`);
}

/** Deletes the rows that meet `condition`, a thousand at a time. */
async function deleteAll(table: string, key: string, condition: string): Promise<void> {
  const statement = `delete from ${table} where (${key}) in (
      select ${key} from ${table} where ${condition} limit ${deletedAtOnce}) returning 1 as deleted`;
  while ((await rows(statement)).length === deletedAtOnce);
}
