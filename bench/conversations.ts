import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { OpeningHours } from '../contracts/openingHours.ts';
import { sendWebhook, whatsappBody, whatsappMessage } from '../test/support/webhooks.ts';
import { openBenchShop, type BenchShop } from './support/benchShop.ts';
import { customer, startInboxWorld, untilRead, type InboxWorld } from './support/inboxWorld.ts';
import type { Table } from './support/table.ts';

const alive = 2_000;
/** Updates in one webhook, as Meta batches them. */
const together = 50;

/**
 * What worker and API hold in memory while many conversations are alive: their customers wrote while the shop was closed,
 * so each waits for the morning, or for the next message.
 */
export async function conversations(): Promise<Table> {
  const world = await startInboxWorld();
  try {
    const shop = await openBenchShop({ ...world, number: 1, mode: 'automatic', openingHours: closedToday() });
    const measure = async (when: string) => {
      await untilWaiting(world, when);
      const [api, worker] = [world.api.memory(), world.worker.memory()];
      return [when, String(api), String(worker), String(api + worker)];
    };
    const before = await measure('nobody wrote');
    await write(world, shop);
    const waiting = await measure(`${alive.toLocaleString('en')} conversations wait`);
    await write(world, shop);
    const woken = await measure('each had another message');
    return {
      title: `Memory of API and worker with ${alive.toLocaleString('en')} conversations alive`,
      note: 'Resident MiB, once the worker was idle. Each conversation is a workflow that waits until the shop opens, or for the next message.',
      columns: ['when', 'API', 'worker', 'together'],
      rows: [before, waiting, woken],
    };
  } finally {
    await world.stop();
  }
}

/** A shop that is closed now, and opens in three days. */
function closedToday(): OpeningHours {
  const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  const closed = Object.fromEntries(days.map((day) => [day, []])) as Record<(typeof days)[number], []>;
  const opening = days[(new Date().getUTCDay() + 3) % days.length] ?? 'monday';
  return { timezone: 'UTC', ...closed, [opening]: [{ from: '09:00', to: '18:00' }] };
}

/** Every customer writes a message. */
async function write({ apiUrl }: InboxWorld, { account }: BenchShop): Promise<void> {
  const second = Math.floor(Date.now() / 1000) - 1_767_225_600;
  for (let first = 0; first < alive; first += together) {
    const messages = Array.from({ length: together }, (_, index) =>
      whatsappMessage(customer(first + index), `wamid.${randomUUID()}`, second, 'Are you open on Sundays?'),
    );
    const { status } = await sendWebhook(apiUrl, 'whatsapp', whatsappBody(account, ...messages));
    if (status !== 200) throw new Error(`a webhook was answered ${status}`);
  }
}

/** Until all that was written has been read, every conversation of it waits, and the worker has nothing to do. */
async function untilWaiting({ client, worker }: InboxWorld, when: string): Promise<void> {
  await untilRead();
  await worker.untilIdle();
  if (when === 'nobody wrote') return;
  const query = `WorkflowType = 'conversation' and ExecutionStatus = 'Running'`;
  while ((await client.workflow.count(query)).count < alive) await pause(1_000);
  await worker.untilIdle();
}
