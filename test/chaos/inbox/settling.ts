import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world.ts';
import type { Deliveries } from './deliveries.ts';

/** What is still under way. */
interface Open {
  /** Updates that nobody has read, in the platforms and with us. */
  events: number;
  sending: number;
  unknown: number;
  turns: number;
}

/**
 * Until nothing has a next step of its own, or the time is over; returns what is still open then. `isHurried` lets those
 * waits end that only time could: for dead workers, for words that will not come, and for people who lead.
 */
export async function untilInboxSettled(
  { steps }: World,
  deliveries: Deliveries,
  { until, isHurried, say }: { until: number; isHurried: boolean; say: (line: string) => void },
): Promise<Open> {
  let told = '';
  for (;;) {
    const waiting = await deliveries.waiting();
    const [found] = await steps.ask<Open>(
      `select (select count(*)::int from inbox_events where state = 'new') as events,
         (select count(*)::int from messages where state in ('queued', 'sending')) as sending,
         (select count(*)::int from messages where state = 'unknown' and problem_code is null) as unknown,
         (select count(*)::int from conversations where turn_due_at is not null) as turns`,
    );
    if (!found) throw new Error('the database counts nothing');
    const open = { ...found, events: found.events + waiting };
    const line = JSON.stringify(open);
    if (line !== told) say(`${new Date().toISOString()} still open: ${line}`);
    told = line;
    const isDone = Object.values(open).every((count) => count === 0);
    if (isDone || Date.now() > until) return open;
    if (isHurried) await hurry(steps, open.events === 0);
    await pause(1_500);
  }
}

/** Whoever held something so long is dead. */
const heldFor = `interval '8 seconds'`;

async function hurry(steps: World['steps'], areAllRead: boolean): Promise<void> {
  await steps.ask(`update inbox_events set available_at = now()
    where state = 'new' and available_at between now() and now() + interval '30 seconds' - ${heldFor}`);
  await wake(
    'sendMessage',
    'messageId',
    `update messages set state_since = state_since - interval '1 minute'
    where state = 'sending' and state_since between now() - interval '1 minute' and now() - ${heldFor} returning id, project_id`,
  );
  await wake(
    'conversation',
    'conversationId',
    `update conversations set ai_paused_until = now(), turn_due_at = now()
    where ai_paused_until > now() and turn_due_at is not null returning id, project_id`,
  );
  // Statuses and echoes that are to come are here: there will be no others.
  if (areAllRead)
    await wake(
      'sendMessage',
      'messageId',
      `update messages set state_since = state_since - interval '11 minutes'
      where state = 'unknown' and problem_code is null and state_since > now() - interval '10 minutes' returning id, project_id`,
    );

  function wake(workflow: string, member: string, change: string) {
    return steps.ask(
      `with changed as (${change})
       insert into outbox (action, workflow, input, project_id)
       select 'wake', $1, jsonb_build_object($2::text, id), project_id from changed`,
      [workflow, member],
    );
  }
}
