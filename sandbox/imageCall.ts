import type { Context } from 'koa';
import sharp from 'sharp';
import { drawPicture } from './drawing/drawPicture.ts';
import { takeFault, type Fault } from './faults.ts';
import { beginCall, endCall } from './journal.ts';
import type { Store } from './store.ts';

/** How a vendor words what all of them can answer. */
export interface VendorAnswers {
  fault(ctx: Context, fault: Fault): void;
  picture(ctx: Context, picture: { base64: string }): void;
}

export interface ImageCall {
  standIn: string;
  prompt: string;
  key: string;
  width: number;
  height: number;
  /** Files that the vendor can answer with. */
  format: 'png' | 'jpeg' | 'webp';
}

/** Makes a picture, or meets the fault that was set for it; journals how it ended. */
export async function answerImageCall(
  ctx: Context,
  store: Store,
  call: ImageCall,
  vendor: VendorAnswers,
): Promise<void> {
  const id = beginCall(store, { ...call, method: ctx.method, path: ctx.path });
  const fault = takeFault(store, call.standIn, call.prompt);
  if (fault?.fault === 'drop_before_work')
    return drop(ctx, () => endCall(store, id, { outcome: 'dropped', status: null, worked: false }));
  if (fault?.fault === 'slow' && !(await staysFor(ctx, fault.delayMs ?? 10_000))) {
    return endCall(store, id, { outcome: 'left', status: null, worked: false });
  }
  if (fault && !['slow', 'drop_after_work', 'broken_base64'].includes(fault.fault)) {
    vendor.fault(ctx, fault);
    return endCall(store, id, { outcome: 'refused', status: ctx.status, worked: false });
  }

  const png = await drawPicture(call.prompt, { width: call.width, height: call.height, nonce: id });
  const thumbnail = await sharp(png).resize(160, 160, { fit: 'inside' }).png().toBuffer();
  if (fault?.fault === 'drop_after_work') {
    return drop(ctx, () => endCall(store, id, { outcome: 'dropped', status: null, worked: true, thumbnail }));
  }
  const bytes = call.format === 'png' ? png : await sharp(png).toFormat(call.format).toBuffer();
  const base64 = fault?.fault === 'broken_base64' ? '!!! this is not base64 !!!' : bytes.toString('base64');
  // Noted before the answer leaves: whoever has the answer finds it in the journal.
  endCall(store, id, { outcome: 'answered', status: 200, worked: true, thumbnail });
  vendor.picture(ctx, { base64 });
}

/** Breaks the connection without an answer, as a failing network does. */
function drop(ctx: Context, note: () => void): void {
  note();
  ctx.respond = false;
  ctx.req.socket.destroy();
}

/** Waits; false when the caller left meanwhile. */
async function staysFor(ctx: Context, milliseconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), milliseconds);
  const left = () => resolve(false);
  ctx.req.socket.once('close', left);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    ctx.req.socket.off('close', left);
  }
}
