import type { RouterContext } from '@koa/router';
import { serveModel, type ModelOrder, type ModelVendor } from './modelCall.ts';
import type { Store } from './store.ts';
import type { Reply, Thought } from './thinking/order.ts';
import { think } from './thinking/think.ts';

/** What a caller asks a text model, whatever the vendor. */
export interface TextOrder extends ModelOrder {
  model: string;
  thought: Thought;
}

/** How a vendor words what all of them do. */
export interface TextVendor<Order extends TextOrder> extends ModelVendor<Order> {
  /** Answers with a text, which is JSON where an object was asked for, or with calls of the caller's functions. */
  answer(ctx: RouterContext, reply: Reply, order: Order): void;
}

/** Writes a text, or meets the fault that was set or asked for. */
export const serveTexts = <Order extends TextOrder>(
  ctx: RouterContext,
  store: Store,
  vendor: TextVendor<Order>,
): Promise<void> =>
  serveModel(ctx, store, vendor, async (order, _callId, manner) => {
    const reply = think(order.thought, manner);
    return { answer: (to, isBroken) => vendor.answer(to, isBroken ? broken(reply) : reply, order) };
  });

/** The answer breaks off in the middle: whatever it was, it is no JSON any more. */
const broken = (reply: Reply): Reply => {
  const text = reply.kind === 'text' ? reply.text : JSON.stringify(reply.calls);
  return { kind: 'text', text: `{"${text.slice(0, Math.floor(text.length / 2)).replace(/["{}]/g, '')}` };
};

/** What faults are matched with, and tokens counted of: every word of a conversation. */
export const wordsOf = ({ turns }: Thought): string => turns.map(({ text }) => text).join('\n');

/** What a reply costs tokens for. */
export const wordsOfReply = (reply: Reply): string =>
  reply.kind === 'text' ? reply.text : JSON.stringify(reply.calls);

/** As the vendors count, roughly: four characters each. */
export const tokensIn = (text: string): number => Math.ceil(text.length / 4);
