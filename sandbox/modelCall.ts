import type { RouterContext } from '@koa/router';
import { drop, staysFor } from './connection.ts';
import {
  faultInWords,
  mannerOf,
  refusals,
  takeFault,
  takeManner,
  type Fault,
  type Manner,
  type Refusal,
} from './faults.ts';
import { beginCall, endCall, type Ending } from './journal.ts';
import { readJson } from './readBody.ts';
import type { Store } from './store.ts';

/** What a caller asks of a model, whatever it is. */
export interface ModelOrder {
  key: string;
  prompt: string;
  /** What faults are matched with, where that is more than the prompt. */
  context?: string;
}

/** How a vendor's model takes orders, and words what all of them do. */
export interface ModelVendor<Order extends ModelOrder> {
  name: string;
  /** The order that a request makes (its body undefined when it is no JSON); null once it was refused. */
  readOrder(ctx: RouterContext, body: unknown): Order | null;
  refuse(ctx: RouterContext, refusal: Refusal, fault: Fault, order: Order): void;
}

/** What the model made, and how it is answered; `isBroken`: so that nobody can use it. */
export interface Work {
  thumbnail?: Buffer;
  answer(ctx: RouterContext, isBroken: boolean): void;
}

/** Does the work of a model, or meets the fault that was set or asked for; journals how the call ended. */
export async function serveModel<Order extends ModelOrder>(
  ctx: RouterContext,
  store: Store,
  vendor: ModelVendor<Order>,
  make: (order: Order, callId: string, manner: Manner | null) => Promise<Work>,
): Promise<void> {
  const order = vendor.readOrder(ctx, await readJson(ctx));
  const { prompt = '', key = '' } = order ?? {};
  const id = beginCall(store, { standIn: vendor.name, method: ctx.method, path: ctx.path, prompt, key });
  const end = (ending: Ending) => endCall(store, id, ending);
  if (!order) return end({ outcome: 'refused', status: ctx.status, worked: false });

  const subject = order.context ?? prompt;
  const fault = takeFault(store, vendor.name, subject) ?? faultInWords(store, prompt);
  const refusal = refusals.find((name) => name === fault?.fault);
  if (fault && refusal) {
    vendor.refuse(ctx, refusal, fault, order);
    return end({ outcome: 'refused', status: ctx.status, worked: false });
  }
  if (fault?.fault === 'drop_before_work') {
    end({ outcome: 'dropped', status: null, worked: false });
    return drop(ctx);
  }
  if (fault?.fault === 'slow' && !(await staysFor(ctx, fault.delayMs ?? 10_000))) {
    return end({ outcome: 'left', status: null, worked: false });
  }

  const work = await make(order, id, mannerOf(fault) ?? takeManner(store, vendor.name, subject));
  const worked = { worked: true, ...(work.thumbnail && { thumbnail: work.thumbnail }) };
  // Noted before the answer leaves: whoever has the answer finds it in the journal.
  if (fault?.fault === 'drop_after_work') {
    end({ outcome: 'dropped', status: null, ...worked });
    return drop(ctx);
  }
  if (ctx.req.socket.destroyed) return end({ outcome: 'left', status: null, ...worked });
  end({ outcome: 'answered', status: 200, ...worked });
  work.answer(ctx, fault?.fault === 'broken_base64' || fault?.fault === 'malformed_body');
}
