import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'koa';

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
