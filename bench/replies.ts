import { setTimeout as pause } from 'node:timers/promises';
import { rows } from '../db/query.ts';
import { openBenchShop, question, type BenchShop } from './support/benchShop.ts';
import { customer, startInboxWorld, subscribe, writeTo, type InboxWorld } from './support/inboxWorld.ts';
import { startProcess } from './support/process.ts';
import { steadily } from './support/steadily.ts';
import { percentile, type Table } from './support/table.ts';

/** Customers who ask, and how fast they come. */
const rounds = [
  { perSecond: 1, seconds: 40 },
  { perSecond: 4, seconds: 40 },
];
/** What workflows/conversation.ts waits for after a message. */
const pauseInTypingMs = 2_000;
const patienceMs = 120_000;

/**
 * How soon the assistant answers: from the arrival of the webhook to the call that sends the reply, the pause in typing
 * left out; beside bare workflows that take as many steps.
 */
export async function replies(): Promise<Table> {
  const world = await startInboxWorld();
  try {
    const shop = await openBenchShop({ ...world, number: 1, mode: 'automatic' });
    await subscribe(world, [shop]);
    const bare = await startProcess('bench/support/bareWorker.ts', world.environment);
    const lines: string[][] = [];
    let asked = 0;
    for (const round of [{ perSecond: 1, seconds: 5 }, ...rounds]) {
      const theirs = await runBare(world, round);
      const ours = await ask(world, shop, round, asked);
      asked += ours.length;
      const speed = String(round.perSecond);
      lines.push([speed, 'bare workflow', ...seconds(theirs)], [speed, 'SocialSync', ...seconds(ours)]);
    }
    await bare.stop();
    return {
      title: 'From a customer’s message to the assistant’s reply',
      note: `Seconds from the arrival of the webhook at the API until the call that sends the reply reached the sandbox, less the ${pauseInTypingMs / 1000} s for which the conversation waits for more to be written; each message is a new customer’s, the sandbox’s model takes 0 ms. Beside bare workflows on the same Temporal server that wait as long and take as many steps (three local activities and two others), from their start until the last step begins.`,
      columns: ['customers a second', 'what', 'p50', 'p99', 'max'],
      // The first two warm up.
      rows: lines.slice(2),
    };
  } finally {
    await world.stop();
  }
}

const seconds = (took: number[]) => [0.5, 0.99, 1].map((part) => (percentile(took, part) / 1000).toFixed(2));

interface Rate {
  perSecond: number;
  seconds: number;
}

/** Has new customers ask at a rate, the first of them the `first`. How long each waited, in ms. */
async function ask(world: InboxWorld, shop: BenchShop, rate: Rate, first: number): Promise<number[]> {
  const people = Array.from({ length: rate.perSecond * rate.seconds }, (_, index) => customer(first + index));
  await steadily(rate, async (place) => void (await writeTo(world, shop, people[place] ?? '', question)));
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const sent = await readSent(world, shop);
    const waiting = people.filter((person) => !sent.has(person)).length;
    if (waiting === 0) {
      const arrived = await readArrivals(people);
      return people.map(
        (person) => (sent.get(person) ?? NaN) - (arrived.get(person) ?? NaN) - pauseInTypingMs,
      );
    }
    if (Date.now() > deadline) throw new Error(`${waiting} of ${people.length} customers have no reply`);
    await pause(500);
  }
}

/** When the call came that sent each customer their first message. */
async function readSent({ sandboxUrl }: InboxWorld, { account }: BenchShop): Promise<Map<string, number>> {
  const answered = await fetch(`${sandboxUrl}/control/messages?platform=whatsapp&account=${account}`);
  const sends = (await answered.json()) as { at: number; recipient: string }[];
  return new Map(sends.toReversed().map(({ recipient, at }) => [recipient.replace('+', ''), at]));
}

/** When the first update about each customer was stored. */
async function readArrivals(people: string[]): Promise<Map<string, number>> {
  const found = await rows<{ person: string; at: number }>(
    `select c.external_id as person, extract(epoch from min(e.received_at))::float8 * 1000 as at
     from inbox_events e join conversations c on c.id = e.conversation_id
     where c.external_id = any($1::text[]) group by c.id`,
    [people],
  );
  return new Map(found.map(({ person, at }) => [person, at]));
}

async function runBare({ client }: InboxWorld, rate: Rate): Promise<number[]> {
  const took: Promise<number>[] = [];
  await steadily(rate, async (place) => {
    const handle = await client.workflow.start('answer', {
      workflowId: `bare-answer-${rate.perSecond}-${rate.seconds}-${place}`,
      taskQueue: 'bare',
      args: [{ askedAt: Date.now(), pauseMs: pauseInTypingMs }],
    });
    took.push(handle.result() as Promise<number>);
  });
  return Promise.all(took);
}
