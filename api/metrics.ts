import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import type { Context } from 'koa';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../contracts/refusal.ts';
import { readConnectionFigures } from '../db/connectionFigures.ts';
import { readInboxFigures } from '../db/inboxEvents.ts';
import { readOutboxFigures } from '../db/outboxFigures.ts';

/** What Prometheus reads of this process, and of the database all processes share. */
export interface Metrics {
  /** Counts an answered request; `milliseconds` it took. */
  observe(ctx: Context, milliseconds: number): void;
  /** GET /metrics, in the text format of Prometheus. */
  mount(router: Router): void;
}

/** In seconds: from a cached answer to one that waited for another service. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * `token` is what a reader must send as a bearer token. Without one only this machine may read, and by itself: a
 * request that a proxy passes on says so in its headers, and one that a website made a browser of this machine send
 * (DNS rebinding) names the website as its host.
 */
export function createMetrics(token: string | undefined): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'socialsync_http_request_duration_seconds',
    help: 'How long requests took, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `socialsync_${name}`, help, registers: [registry] });
  const gauges = {
    up: gauge('postgres_up', '1 while the figures below could be read'),
    syncSuccess: gauge('sync_success_percent', 'Syncs of a day that got everything; target: above 95'),
    meanSyncDuration: gauge(
      'sync_duration_mean_seconds',
      'Mean duration of the syncs of a day; target: below 5',
    ),
    expiredTokens: gauge('connections_expired_percent', 'Connections whose token is over; target: below 1'),
    connectionsInError: gauge('connections_error_percent', 'Connections in error; target: below 5'),
    waiting: gauge('outbox_waiting', 'Workflows promised, not yet with Temporal'),
    oldest: gauge('outbox_oldest_seconds', 'Age of the oldest of them'),
    unread: gauge('inbox_waiting', 'Updates of webhooks that are not read yet'),
    quarantined: gauge('inbox_quarantined', 'Updates of webhooks put aside: an administrator must look'),
    dead: gauge('outbox_dead', 'Workflows given up: an operator must look'),
  };

  /** A figure that is not known is NaN, as Prometheus wants it. */
  async function readFigures(): Promise<void> {
    const [figures, outbox, inbox] = await Promise.all([
      readConnectionFigures(),
      readOutboxFigures(),
      readInboxFigures(),
    ]);
    gauges.syncSuccess.set(figures.syncSuccess ?? NaN);
    gauges.meanSyncDuration.set(figures.meanSyncDuration ?? NaN);
    gauges.expiredTokens.set(figures.expiredTokens ?? NaN);
    gauges.connectionsInError.set(figures.connectionsInError ?? NaN);
    gauges.waiting.set(outbox.waiting);
    gauges.oldest.set(outbox.oldest_seconds ?? 0);
    gauges.dead.set(outbox.dead);
    gauges.unread.set(inbox.waiting);
    gauges.quarantined.set(inbox.quarantined);
  }

  return {
    observe(ctx, milliseconds) {
      const { _matchedRoute: route = 'none' } = ctx as Context & { _matchedRoute?: string };
      durations.observe({ method: ctx.method, route, status: ctx.status }, milliseconds / 1000);
    },
    mount(router) {
      router.get('/metrics', async (ctx) => {
        if (!mayRead(ctx, token)) throw new Refusal('not_found', 'no_such_route');
        const read = await readFigures().then(
          () => true,
          () => false,
        );
        gauges.up.set(read ? 1 : 0);
        ctx.type = registry.contentType;
        ctx.body = await registry.metrics();
      });
    },
  };
}

function mayRead(ctx: RouterContext, token: string | undefined): boolean {
  if (token) return isSame(ctx.get('authorization'), `Bearer ${token}`);
  const passedOn = ctx.get('x-forwarded-for') || ctx.get('forwarded') || ctx.get('via');
  return !passedOn && isLoopback(ctx.req.socket.remoteAddress ?? '') && namesThisMachine(ctx.get('host'));
}

const namesThisMachine = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);

const isLoopback = (address: string) =>
  isIP(address) !== 0 && (address === '::1' || /^(::ffff:)?127\./.test(address));

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
