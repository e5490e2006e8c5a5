import { ask } from '../sandboxControl.ts';
import type { Stage } from '../stage.ts';
import type { Prelude } from '../strikes.ts';
import { outboxTrigger, trigger } from '../triggers.ts';
import type { World } from '../world.ts';

export const inboxPlatforms = ['instagram', 'whatsapp'] as const;
export type InboxPlatform = (typeof inboxPlatforms)[number];

const triggers = [
  trigger('kept', 'after insert on inbox_events', `perform chaos.stop_at('event kept');`),
  trigger(
    'event',
    `after update on inbox_events for each row when (old.state = 'new')`,
    `perform chaos.stop_at(case when new.state <> 'new' then 'event read' else 'event taken' end);`,
  ),
  trigger(
    'writing',
    `after insert on messages for each row when (new.direction = 'outbound')`,
    `perform chaos.stop_at(new.author || ' writes');`,
  ),
  trigger(
    'message',
    'after update on messages for each row when (old.state <> new.state)',
    `perform chaos.tell(new.id, new.state); perform chaos.stop_at('message ' || new.state);`,
  ),
  trigger('verdict', 'after insert on assistant_calls', `perform chaos.stop_at('verdict kept');`),
  trigger(
    'conversation',
    'after update on conversations for each row',
    `if new.answered_sequence <> old.answered_sequence then perform chaos.stop_at('turn settled'); end if;
     if old.handed_over_at is null and new.handed_over_at is not null then
       perform chaos.stop_at('handed over');
     end if;
     if old.handed_over_at is not null and new.handed_over_at is null then
       perform chaos.stop_at('given back');
     end if;`,
  ),
  outboxTrigger('conversation', 'sendMessage'),
].join('\n');

const everywhere = (fault: Omit<Prelude, 'standIn' | 'times'>): Prelude[] =>
  inboxPlatforms.map((standIn) => ({ standIn, times: 1, operation: 'message', ...fault }));

const patientMs = 15_000;

/** Who makes the call that sends a message and is not answered yet: who claimed that message last. */
async function callerOf(
  { sandbox, steps }: World,
  { operation, standIn, since }: { operation: string; standIn: string; since: number },
): Promise<string | null> {
  if (operation !== 'message') return null;
  const sends = await ask(sandbox, `messages?platform=${standIn}&since=${since}`);
  const open = sends.findLast(({ status }) => status === null);
  const [found] = await steps.ask<{ process: string }>(
    `select t.process from chaos.told t join messages m on m.id = t.about
     join conversations c on c.id = m.conversation_id
     where t.kind = 'sending' and c.external_id = $1 and m.content = $2 order by t.at desc limit 1`,
    [open?.recipient ?? '', open?.text ?? ''],
  );
  return found?.process ?? null;
}

/** The inbox: every durable write between a webhook and the answer that its customer gets, and both calls. */
export const inboxStage: Stage = {
  triggers,
  writes: [
    // Before the INSERT is safe; and when it is, before the 200.
    { step: 'event kept', weight: 7 },
    { step: 'event taken', weight: 2 },
    { step: 'event read', weight: 4 },
    { step: 'verdict kept', weight: 3 },
    { step: 'turn settled', weight: 3 },
    { step: 'ai writes', weight: 2 },
    { step: 'agent writes', weight: 2 },
    { step: 'system writes', weight: 1, withinMs: patientMs },
    { step: 'handed over', weight: 1, withinMs: patientMs },
    { step: 'given back', weight: 1, withinMs: patientMs },
    { step: 'message sending', weight: 5 },
    { step: 'message sent', weight: 5 },
    { step: 'message delivered', weight: 1 },
    { step: 'message read', weight: 1 },
    { step: 'message unknown', weight: 1, preludes: everywhere({ fault: 'drop_after_work' }) },
    {
      step: 'message queued',
      weight: 1,
      preludes: everywhere({ fault: 'rate_limited', retryAfterSeconds: 2 }),
    },
    { step: 'outbox insert of conversation', weight: 1 },
    { step: 'outbox delete of conversation', weight: 2 },
    { step: 'outbox insert of sendMessage', weight: 1 },
    { step: 'outbox delete of sendMessage', weight: 2 },
  ],
  calls: [
    { operation: 'message', weight: 4, preludes: everywhere },
    {
      operation: 'model',
      weight: 3,
      onlyBefore: true,
      preludes: (hold) => [{ standIn: 'openai', times: 1, ...hold }],
    },
  ],
  callerOf,
};
