import type { RouterContext } from '@koa/router';
import { serveModel, type ModelOrder, type ModelVendor } from './modelCall.ts';
import type { Store } from './store.ts';

/** What a caller asks a text model, whatever the vendor. */
export interface TextOrder extends ModelOrder {
  model: string;
  /** The members of the JSON object that it shall answer; null for plain text. */
  properties: string[] | null;
}

/** How a vendor words what all of them do. */
export interface TextVendor<Order extends TextOrder> extends ModelVendor<Order> {
  /** Answers with a text, which is JSON where an object was asked for. */
  answer(ctx: RouterContext, text: string, order: Order): void;
}

/** Writes a text, or meets the fault that was set or asked for. */
export const serveTexts = <Order extends TextOrder>(
  ctx: RouterContext,
  store: Store,
  vendor: TextVendor<Order>,
): Promise<void> =>
  serveModel(ctx, store, vendor, async (order) => ({
    answer: (to, isBroken) => vendor.answer(to, isBroken ? '{"caption": "it breaks' : textFor(order), order),
  }));

/** As a model would: something about what was asked, in every member of the object. */
function textFor({ prompt, properties }: TextOrder): string {
  const subject = prompt.split('\n')[0]?.slice(0, 120).trim() ?? '';
  const text = `Discover: ${subject}`;
  return properties ? JSON.stringify(Object.fromEntries(properties.map((name) => [name, text]))) : text;
}

/** As the vendors count, roughly: four characters each. */
export const tokensIn = (text: string): number => Math.ceil(text.length / 4);
