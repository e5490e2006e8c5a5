import { setTimeout as pause } from 'node:timers/promises';
import { row } from '../../db/query.ts';
import type { BenchShop } from './benchShop.ts';
import { startProcess, type BenchProcess } from './process.ts';
import { startPublishingWorld, type PublishingWorld } from './publishingWorld.ts';
import { control } from './sandboxControl.ts';

/** What customers write to: the world that publishes, and the API that hears of them. */
export interface InboxWorld extends PublishingWorld {
  api: BenchProcess;
  apiUrl: string;
}

/** Starts that world; this process is connected to its database. */
export async function startInboxWorld(): Promise<InboxWorld> {
  const world = await startPublishingWorld();
  const api = await startProcess('api/main.ts', world.environment);
  return {
    ...world,
    api,
    apiUrl: `http://127.0.0.1:${String(api.ready.port)}`,
    async stop() {
      await api.stop();
      await world.stop();
    },
  };
}

/** From now on the sandbox tells us what happens at these shops: what was written, sent, delivered. */
export const subscribe = ({ sandboxUrl, apiUrl }: InboxWorld, shops: BenchShop[]): Promise<unknown> =>
  control(sandboxUrl, '/webhooks', {
    platform: 'whatsapp',
    callbackUrl: `${apiUrl}/api/whatsapp/webhook`,
    verifyToken: 'sandbox-whatsapp-verify-token',
    accounts: shops.map(({ handle }) => handle),
  });

/** A customer writes at the sandbox, which tells us of it as WhatsApp does. */
export const writeTo = (
  { sandboxUrl }: InboxWorld,
  { account }: BenchShop,
  from: string,
  text: string,
): Promise<unknown> => control(sandboxUrl, '/inbound', { platform: 'whatsapp', account, from, text });

/** The phone number of the nth customer. */
export const customer = (number: number): string => String(33_600_000_000 + number);

/** Until every update that came was read, and every promise of them handed to Temporal. */
export async function untilRead(): Promise<void> {
  for (;;) {
    const left = await row<{ n: number }>(
      `select (select count(*) from inbox_events where state = 'new') + (select count(*) from outbox) as n`,
    );
    if (Number(left?.n) === 0) return;
    await pause(100);
  }
}
