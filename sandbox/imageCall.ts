import { setTimeout as pause } from 'node:timers/promises';
import type { RouterContext } from '@koa/router';
import sharp from 'sharp';
import { drawPicture } from './drawing/drawPicture.ts';
import { faultInWords, refusals, takeFault, type Fault, type Refusal } from './faults.ts';
import { beginCall, endCall, type Ending } from './journal.ts';
import { readJson } from './readBody.ts';
import type { Store } from './store.ts';

/** What a caller orders, whatever the vendor. */
export interface ImageOrder {
  key: string;
  prompt: string;
  /** Pixels. */
  width: number;
  height: number;
  count: number;
  format: 'png' | 'jpeg' | 'webp';
  /** Of a JPEG or WebP, 0 to 100. */
  compressionQuality: number;
}

/** How a vendor words what all of them do. */
export interface ImageVendor<Order extends ImageOrder> {
  name: string;
  /** The order that a request makes (its body undefined when it is no JSON); null once it was refused. */
  readOrder(ctx: RouterContext, body: unknown): Order | null;
  refuse(ctx: RouterContext, refusal: Refusal, fault: Fault, order: Order): void;
  /** Answers with pictures, each a file in base64. */
  answer(ctx: RouterContext, pictures: string[], order: Order): void;
}

/** Makes pictures, or meets the fault that was set or asked for; journals how the call ended. */
export async function serveImages<Order extends ImageOrder>(
  ctx: RouterContext,
  store: Store,
  vendor: ImageVendor<Order>,
): Promise<void> {
  const order = vendor.readOrder(ctx, await readJson(ctx));
  const { prompt = '', key = '' } = order ?? {};
  const id = beginCall(store, { standIn: vendor.name, method: ctx.method, path: ctx.path, prompt, key });
  const end = (ending: Ending) => endCall(store, id, ending);
  if (!order) return end({ outcome: 'refused', status: ctx.status, worked: false });

  const fault = takeFault(store, vendor.name, prompt) ?? faultInWords(store, prompt);
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

  const { pictures, thumbnail } = await makePictures(order, id);
  // Noted before the answer leaves: whoever has the answer finds it in the journal.
  if (fault?.fault === 'drop_after_work') {
    end({ outcome: 'dropped', status: null, worked: true, thumbnail });
    return drop(ctx);
  }
  if (ctx.req.socket.destroyed) return end({ outcome: 'left', status: null, worked: true, thumbnail });
  end({ outcome: 'answered', status: 200, worked: true, thumbnail });
  const broken = fault?.fault === 'broken_base64';
  vendor.answer(ctx, broken ? pictures.map(() => '!!! this is not base64 !!!') : pictures, order);
}

/** As many different pictures as were ordered, in base64, and the first one small. */
async function makePictures(
  { prompt, width, height, count, format, compressionQuality }: ImageOrder,
  callId: string,
): Promise<{ pictures: string[]; thumbnail: Buffer }> {
  const drawn: Buffer[] = [];
  // One after the other: each takes all the memory and the cores it can get.
  for (let index = 0; index < count; index += 1) {
    drawn.push(await drawPicture(prompt, { width, height, nonce: `${callId} ${index}` }));
  }
  const files = await Promise.all(
    drawn.map(async (png) =>
      format === 'png' ? png : sharp(png).toFormat(format, { quality: compressionQuality }).toBuffer(),
    ),
  );
  const thumbnail = await sharp(drawn[0]).resize(320, 320, { fit: 'inside' }).webp().toBuffer();
  return { pictures: files.map((bytes) => bytes.toString('base64')), thumbnail };
}

/** Breaks the connection without an answer, as a failing network does. */
function drop(ctx: RouterContext): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}

/** Waits; false when the caller left meanwhile. */
async function staysFor(ctx: RouterContext, milliseconds: number): Promise<boolean> {
  const { socket } = ctx.req;
  const gone = new AbortController();
  const leave = () => gone.abort();
  socket.once('close', leave);
  if (socket.destroyed) leave();
  try {
    await pause(milliseconds, undefined, { signal: gone.signal });
    return true;
  } catch {
    return false;
  } finally {
    socket.off('close', leave);
  }
}
