import { ask } from './sandboxControl.ts';
import { publishingPlatforms } from './shops.ts';
import type { Stage } from './stage.ts';
import type { CallStep, Prelude, WriteStep } from './strikes.ts';
import { outboxTrigger, trigger } from './triggers.ts';
import type { World } from './world.ts';

const triggers = [
  trigger(
    'event',
    'after insert on post_events for each row',
    'perform chaos.tell(new.publication_id, new.kind); perform chaos.stop_at(new.kind);',
  ),
  outboxTrigger('publishPost'),
].join('\n');

const everywhere = (fault: Omit<Prelude, 'standIn' | 'times'>): Prelude[] =>
  publishingPlatforms.map((standIn) => ({ standIn, times: 1, ...fault }));
const soonSeen = (fault: Omit<Prelude, 'standIn' | 'times'>): Prelude[] =>
  ['instagram', 'facebook', 'tiktok', 'youtube'].map((standIn) => ({ standIn, times: 1, ...fault }));

const patientMs = 30_000;
/** Every durable write on a post's way, by its event in the timeline or its row in the outbox; some need a fault. */
const writes: WriteStep[] = [
  { step: 'created', weight: 2 },
  { step: 'edited', weight: 1, withinMs: patientMs },
  { step: 'rescheduled', weight: 1, withinMs: patientMs },
  { step: 'cancelled', weight: 1, withinMs: patientMs },
  { step: 'publish_now', weight: 1, withinMs: patientMs },
  { step: 'outbox insert of publishPost', weight: 1 },
  { step: 'outbox update of publishPost', weight: 1 },
  { step: 'outbox delete of publishPost', weight: 2 },
  { step: 'prepare', weight: 2 },
  { step: 'prepared', weight: 2 },
  { step: 'commit', weight: 5 },
  { step: 'accepted', weight: 5 },
  { step: 'silence', weight: 2, preludes: everywhere({ fault: 'drop_after_work', operation: 'commit' }) },
  {
    step: 'found',
    weight: 2,
    preludes: soonSeen({ fault: 'drop_after_work', operation: 'commit' }),
    withinMs: patientMs,
  },
  {
    step: 'absent',
    weight: 2,
    preludes: soonSeen({ fault: 'drop_before_work', operation: 'commit' }),
    withinMs: patientMs,
  },
  {
    step: 'notSent',
    weight: 1,
    preludes: everywhere({ fault: 'rate_limited', operation: 'commit', retryAfterSeconds: 2 }),
  },
  { step: 'postponed', weight: 1, preludes: everywhere({ fault: 'unavailable', operation: 'prepare' }) },
];
const calls: CallStep[] = (
  [
    ['prepare', 1],
    ['commit', 5],
    ['list', 1],
  ] as const
).map(([operation, weight]) => ({
  operation,
  weight,
  preludes: (hold) => everywhere({ operation, ...hold }),
}));

/** Who made the call that publishes and is not answered yet: whoever claimed its post last. */
async function callerOf(
  { sandbox, steps }: World,
  { operation, standIn: platform, since }: { operation: string; standIn: string; since: number },
): Promise<string | null> {
  if (operation !== 'commit') return null;
  const requests = await ask(sandbox, `requests?platform=${platform}&since=${since}`);
  const open = requests.findLast(({ status }) => status === null);
  const word = /\bk[0-9a-f]{12}\b/.exec(open?.text ?? '')?.[0];
  if (!word) return null;
  const [found] = await steps.ask<{ process: string }>(
    `select t.process from chaos.told t join publications p on p.id = t.about
     join scheduled_posts s on s.id = p.post_id
     where t.kind = 'commit' and p.platform = $1 and s.caption like '%' || $2 || '%' order by t.at desc limit 1`,
    [platform, word],
  );
  return found?.process ?? null;
}

/** Publishing: every durable write on a post's way, and every call. */
export const publishingStage: Stage = { triggers, writes, calls, callerOf };
