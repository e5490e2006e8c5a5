import type { RouterContext } from '@koa/router';

/** Our own pages run no script, load nothing from elsewhere, and stand in no foreign frame. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The same for a page that stands in a frame of ours. */
export const framedPolicy = pagePolicy.replace("frame-ancestors 'none'", "frame-ancestors 'self'");

/** Answers with a page; under our own policy, unless it is somebody else's HTML. */
export function show(ctx: RouterContext, html: string, policy = pagePolicy): void {
  ctx.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' });
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = html;
}
