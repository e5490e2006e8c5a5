import { randomInt, randomUUID } from 'node:crypto';
import { row } from '../../db/query.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { Json } from './apiClient.ts';
import { eventually } from './eventually.ts';
import { anAccountAt, aPublisher, connectAccount, type Publisher } from './publishing.ts';
import type { TestStack } from './testStack.ts';

/** A shop with an account at which customers write, whose webhooks come to the API. */
export interface Shop extends Publisher {
  connection: Connection;
  /** The account as control names it. */
  handle: string;
}

export async function aShopAt(stack: TestStack, platform: 'instagram' | 'whatsapp'): Promise<Shop> {
  const publisher = await aPublisher(stack);
  const handle = await anAccountAt(stack, platform);
  const connection = await connectAccount(stack, publisher, platform, handle);
  await stack.sandbox.control('webhooks', {
    platform,
    callbackUrl: `${stack.api.url}/api/${platform}/webhook`,
    verifyToken: `sandbox-${platform}-verify-token`,
    accounts: [handle],
  });
  const client = publisher.client.with({ 'accept-language': 'en' });
  return { ...publisher, client, connection, handle };
}

/** A phone number that nobody else in the tests has. */
export const aPhoneNumber = (): string => `+336${randomInt(10_000_000, 99_999_999)}`;

/** An id that Instagram gives a customer. */
export const aCustomerId = (): string => String(randomInt(10 ** 12, 9 * 10 ** 12));

/**
 * Somebody who wrote to the shop, now or at `at`: the platform lets them be answered, and the shop's inbox knows them.
 * Returns their conversation's id.
 */
export async function writesTo(
  { sandbox }: TestStack,
  { handle, connection }: Shop,
  from: string,
  at?: Date,
): Promise<string> {
  const text = `hello ${randomUUID()}`;
  const order = { platform: connection.platform, account: handle, from, text };
  await sandbox.control('inbound', { ...order, ...(at && { at: at.toISOString() }) });
  return eventually(async () => {
    const found = await row<{ id: string }>(`select conversation_id as id from messages where content = $1`, [
      text,
    ]);
    if (!found) throw new Error('the message has not come yet');
    return found.id;
  });
}

/** Every request to send from the shop's account that the platform read, oldest first. */
export async function sendsOf({ sandbox }: TestStack, { connection }: Shop): Promise<Json[]> {
  const { platform, externalId } = connection;
  const answer = await fetch(`${sandbox.url}/control/messages?platform=${platform}&account=${externalId}`);
  return (await answer.json()) as Json[];
}
