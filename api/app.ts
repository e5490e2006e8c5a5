import { randomUUID } from 'node:crypto';
import cors from '@koa/cors';
import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import helmet from 'koa-helmet';
import proxyAddress from 'proxy-addr';
import { Refusal } from '../contracts/refusal.ts';
import { serveDashboard } from './dashboard/serveDashboard.ts';
import { mountDocumentation } from './documentation.ts';
import { endpoints } from './endpoints.ts';
import { chooseLocale } from './locale.ts';
import { mountMedia, mountPublishingMedia } from './media.ts';
import { mount } from './mount.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { mountPages } from './pages/mountPages.ts';
import { asRefusal, problemOf } from './problems.ts';
import { createRateLimits, noRateLimits, RateLimited } from './rateLimits.ts';
import type { RequestState } from './requestState.ts';
import type { Services } from './services.ts';

/** The API as a Koa application: every endpoint, the documentation, the stored media. */
export function createApp(services: Services): Koa {
  const { config } = services;
  const app = new Koa();
  const router = new Router();
  const limits = config.RATE_LIMITS ? createRateLimits() : noRateLimits;
  mount(router, endpoints, services, limits);
  const metrics = createMetrics(config.METRICS_TOKEN);
  metrics.mount(router);
  mountDocumentation(router, endpoints);
  mountMedia(router, services.storage);
  if (config.JWT_SECRET) mountPublishingMedia(router, services.storage, config.JWT_SECRET);
  mountPages(router, services, limits);

  app.use(begin(services, metrics));
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
        useDefaults: false,
      },
      crossOriginResourcePolicy: { policy: 'cross-origin' },
    }),
  );
  app.use(
    cors({
      origin: (ctx) => {
        // Which pages may chat the endpoints decide: a preflight names no widget. No cookie stands for anybody there.
        if (ctx.path.startsWith('/api/web-widget/')) return '*';
        return config.CORS_ORIGINS.includes(ctx.get('origin')) ? ctx.get('origin') : '';
      },
      allowHeaders: [
        'Authorization',
        'Content-Type',
        'Accept-Language',
        'Idempotency-Key',
        'X-Project-Id',
        'X-API-Key',
        'X-Visitor-Token',
        'Last-Event-ID',
      ],
      exposeHeaders: [
        'Link',
        'Retry-After',
        'X-Request-Id',
        'X-Total-Count',
        'Idempotency-Replayed',
        'X-RateLimit-Limit',
        'X-RateLimit-Remaining',
        'X-RateLimit-Reset',
      ],
      maxAge: 600,
    }),
  );
  app.use(serveDashboard(services));
  app.use(router.routes());
  app.use(noRoute(router));
  // Koa's own last resort, for what breaks after an answer began.
  app.on('error', (error: NodeJS.ErrnoException) => {
    // The client left before the end: whoever listens to a stream leaves it so.
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    services.log.error({ err: error }, 'an answer broke off');
  });
  return app;
}

/** Names the request, answers what was refused, and logs how it ended: never a body, a query or a header. */
function begin({ config, log }: Services, metrics: Metrics) {
  const isTrusted = proxyAddress.compile(config.TRUSTED_PROXIES);
  return async (ctx: Context, next: Next): Promise<void> => {
    const started = performance.now();
    const given = ctx.get('x-request-id');
    const requestId = /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    const state: RequestState = {
      requestId,
      locale: chooseLocale(ctx.path, ctx.acceptsLanguages()),
      address: proxyAddress(ctx.req, isTrusted),
      log: log.child({ request_id: requestId }),
    };
    Object.assign(ctx.state, state);
    ctx.set('X-Request-Id', requestId);
    ctx.vary('Accept-Language');
    try {
      await next();
    } catch (error) {
      answerProblem(ctx, error);
    }
    const { userId, projectId } = ctx.state as RequestState;
    const milliseconds = Math.round(performance.now() - started);
    metrics.observe(ctx, milliseconds);
    state.log.info(
      { method: ctx.method, path: ctx.path, status: ctx.status, milliseconds, userId, projectId },
      'answered',
    );
  };
}

function answerProblem(ctx: Context, error: unknown): void {
  const { locale, requestId, log } = ctx.state as RequestState;
  const refusal = asRefusal(error);
  if (!refusal) log.error({ err: error }, 'an endpoint failed');
  else if (refusal.kind === 'unavailable')
    log.warn({ reason: (error as Error).message }, 'a dependency is down');

  const problem = problemOf(refusal, { locale, path: ctx.path, requestId });
  if (refusal instanceof RateLimited) ctx.set({ ...refusal.headers });
  if (refusal?.extra.retryAfterSeconds) ctx.set('Retry-After', String(refusal.extra.retryAfterSeconds));
  if (problem.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.status = problem.status;
  ctx.body = problem;
  ctx.type = 'application/problem+json';
}

/** What no route took: 405 with the methods the address takes, else 404. */
function noRoute(router: Router) {
  return (ctx: Context): void => {
    const allowed = [...new Set(router.match(ctx.path, '').path.flatMap((layer) => layer.methods))];
    if (allowed.length === 0) throw new Refusal('not_found', 'no_such_route');
    ctx.set('Allow', allowed.join(', '));
    if (ctx.method === 'OPTIONS') {
      ctx.status = 204;
      return;
    }
    throw new Refusal('method_not_allowed', 'method_not_allowed', {
      parameters: { method: ctx.method, allowed: allowed.join(', ') },
    });
  };
}
