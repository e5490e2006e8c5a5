import { setTimeout as pause } from 'node:timers/promises';
import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';

const arrivals = new WeakMap<IncomingMessage, number>();

/** Notes when a request's headers came: called before anything else is done with it. */
export const noteArrival = (request: IncomingMessage): void => void arrivals.set(request, Date.now());

/** When a request's headers came, in milliseconds since 1970 by the wall clock. */
export const arrivalOf = (request: IncomingMessage): number => arrivals.get(request) ?? Date.now();

/** Breaks the connection without an answer, as a failing network does. */
export function drop(ctx: Context): void {
  ctx.respond = false;
  ctx.req.socket.destroy();
}

/** Waits; false when the caller left meanwhile. */
export async function staysFor(ctx: Context, milliseconds: number): Promise<boolean> {
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
