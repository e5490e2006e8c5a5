import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { row } from '../db/query.ts';
import { sendWebhook, whatsappBody, whatsappMessage } from '../test/support/webhooks.ts';
import { openBenchShop, question, type BenchShop } from './support/benchShop.ts';
import { customer, startInboxWorld, subscribe, untilRead, writeTo } from './support/inboxWorld.ts';
import { startProcess } from './support/process.ts';
import { steadily } from './support/steadily.ts';
import { percentile, type Table } from './support/table.ts';

const steady = { perSecond: 50, seconds: 60 };
/** Three times what WhatsApp lets a number send: as many statuses come of it. */
const flood = { perSecond: 240, seconds: 20 };
/** Customers whom an assistant answers meanwhile. */
const conversing = { perSecond: 2 };
const customers = 500;
const patienceMs = 120_000;

/**
 * How soon webhooks are answered while conversations run, beside a bare Koa route with the same INSERT; and whether any
 * is lost at three times the rate at which can be sent. Target: p99 under 500 ms.
 */
export async function webhooks(): Promise<Table> {
  const world = await startInboxWorld();
  try {
    const shop = await openBenchShop({ ...world, number: 1, mode: 'off' });
    const assisted = await openBenchShop({ ...world, number: 2, mode: 'automatic' });
    await subscribe(world, [assisted]);
    const bare = await startProcess('bench/support/bareWebhook.ts', world.environment);
    const bareUrl = `http://127.0.0.1:${String(bare.ready.port)}`;
    let talking = 0;
    /** Sends webhooks at a rate, beside conversations. Returns the times of the answers, and the messages' ids. */
    const send = async (url: string, rate: { perSecond: number; seconds: number }) => {
      const ids: string[] = [];
      const beside = steadily({ ...rate, ...conversing }, () =>
        writeTo(world, assisted, customer((talking += 1)), question).then(() => undefined),
      );
      const took = await steadily(rate, async (place) => {
        ids.push(await deliver(url, shop, place));
      });
      await beside;
      return { took, ids };
    };

    // Both warm up.
    for (const url of [bareUrl, world.apiUrl]) await send(url, { ...steady, seconds: 4 });
    const theirs = await send(bareUrl, steady);
    await bare.stop();
    const ours = await send(world.apiUrl, steady);
    const read = await countRead(ours.ids);
    const flooded = await send(world.apiUrl, flood);
    const readFlooded = await countRead(flooded.ids);
    await untilAnswered(assisted, talking);
    return {
      title: 'Webhooks answered while conversations run',
      note: `Signed webhooks of WhatsApp, each with the message of one of ${customers} customers, sent at a steady rate for ${steady.seconds} s (${flood.seconds} s at the greater rate, which is three times what a number may send); meanwhile ${conversing.perSecond} others a second ask something and are answered by the assistant. Milliseconds until the 200, from when the webhook was due to leave (one that is answered 503 comes again after a second); beside a bare Koa route with the same INSERT. Messages: how many there are in conversations of all that were answered 200, each counted as often as it is there. Target: a p99 under 500 ms, nothing lost.`,
      columns: ['what', 'a second', 'p50', 'p99', 'answered 200', 'messages', 'all read after, s'],
      rows: [
        [
          'bare Koa + pg',
          String(steady.perSecond),
          ...times(theirs.took),
          String(theirs.ids.length),
          '–',
          '–',
        ],
        ['SocialSync', String(steady.perSecond), ...times(ours.took), String(ours.ids.length), ...read],
        [
          'SocialSync',
          String(flood.perSecond),
          ...times(flooded.took),
          String(flooded.ids.length),
          ...readFlooded,
        ],
      ],
    };
  } finally {
    await world.stop();
  }
}

/** Posts one webhook with a message of one customer, again where it is answered 503; returns the message's id. */
async function deliver(url: string, { account }: BenchShop, place: number): Promise<string> {
  const id = `wamid.${randomUUID()}`;
  const second = Math.floor(Date.now() / 1000) - 1_767_225_600;
  const from = customer(1_000_000 + (place % customers));
  const message = whatsappMessage(from, id, second, `Une question à ${place}/${customers} 🎄`);
  for (;;) {
    const { status, body } = await sendWebhook(url, 'whatsapp', whatsappBody(account, message));
    if (status === 200) return id;
    if (status !== 503) throw new Error(`a webhook was answered ${status}: ${body}`);
    await pause(1_000);
  }
}

/** How many messages there are of these events once all are read, and how long after the last 200 that was. */
async function countRead(ids: string[]): Promise<string[]> {
  const began = performance.now();
  await untilRead();
  const seconds = (performance.now() - began) / 1000;
  const found = await row<{ messages: number; different: number }>(
    `select count(*)::int as messages, count(distinct external_id)::int as different from messages
     where external_id = any($1::text[])`,
    [ids],
  );
  if (found?.different !== ids.length)
    throw new Error(`of ${ids.length} events only ${found?.different} became messages`);
  return [String(found.messages), seconds.toFixed(1)];
}

/** Until the assistant has answered so many customers. @throws when that takes too long. */
async function untilAnswered({ projectId }: BenchShop, wanted: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answered = await row<{ n: number }>(
      `select count(distinct conversation_id)::int as n from messages
       where project_id = $1 and author = 'ai' and state in ('sent', 'delivered', 'read')`,
      [projectId],
    );
    if (answered?.n === wanted) return;
    if (Date.now() > deadline) throw new Error(`${answered?.n} of ${wanted} customers have an answer`);
    await pause(500);
  }
}

const times = (took: number[]) => [0.5, 0.99].map((part) => percentile(took, part).toFixed(1));
