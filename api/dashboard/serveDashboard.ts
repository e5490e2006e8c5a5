import { randomBytes } from 'node:crypto';
import type { Context, Middleware, Next } from 'koa';
import type { Config } from '../../config/load.ts';
import type { Services } from '../services.ts';
import type { DashboardFile } from './dashboardFiles.ts';
import { isDashboardPage } from './paths.ts';

const base = '/dashboard/';

/**
 * Answers the dashboard's own addresses, where it is built: its files, those with a hash in their name to be kept for
 * ever; and at each of its pages index.html, which is never kept, with a nonce of its own. Everything else passes.
 */
export function serveDashboard({ dashboard, config }: Services): Middleware {
  return async (ctx: Context, next: Next): Promise<unknown> => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!dashboard || !isRead) return next();
    const file = ctx.path.startsWith(base) ? dashboard.files.get(ctx.path.slice(base.length)) : undefined;
    if (file) return sendFile(ctx, file);
    if (!isDashboardPage(ctx.path)) return next();
    const nonce = randomBytes(16).toString('base64');
    ctx.set({
      'Content-Security-Policy': policy(config, nonce),
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
    ctx.type = 'text/html';
    ctx.body = dashboard.index.replaceAll('__CSP_NONCE__', nonce);
  };
}

function sendFile(ctx: Context, { type, isHashed, bodies }: DashboardFile): void {
  ctx.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  ctx.vary('Accept-Encoding');
  const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity') || 'identity';
  const body = bodies[encoding as keyof typeof bodies];
  if (body && encoding !== 'identity') ctx.set('Content-Encoding', encoding);
  ctx.type = type;
  ctx.body = body ?? bodies.identity;
}

/**
 * Scripts and styles are those that index.html names, and what these load; pictures may come from the platforms, whose
 * accounts have theirs there.
 */
function policy({ SANDBOX_URL }: Config, nonce: string): string {
  const pictures = [
    "'self'",
    'data:',
    'blob:',
    'https:',
    ...(SANDBOX_URL ? [new URL(SANDBOX_URL).origin] : []),
  ];
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src ${pictures.join(' ')}`,
    `media-src ${pictures.join(' ')}`,
    "connect-src 'self'",
    "font-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
