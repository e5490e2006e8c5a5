import { Health } from '../../contracts/system.ts';
import { howToMendKeys } from '../../db/vault.ts';
import { readInboxFigures } from '../../db/inboxEvents.ts';
import { readOutboxFigures } from '../../db/outboxFigures.ts';
import { countOverduePosts } from '../../db/overduePosts.ts';
import { answer, endpoint, ok } from '../endpoint.ts';

/** How long Postgres may take to answer before it counts as down. */
const patienceMs = 2_000;

export const health = endpoint({
  method: 'GET',
  path: '/health',
  summary: 'Whether the API and what it depends on work',
  tag: 'System',
  access: 'public',
  answers: { 200: Health, 503: Health },
  async handle({ services }) {
    const [outbox, inbox, overdue, missingKeys, temporal] = await Promise.all([
      ifInTime(readOutboxFigures()),
      ifInTime(readInboxFigures()),
      ifInTime(countOverduePosts()),
      ifInTime(services.keys.look()),
      services.temporal.look(),
    ]);
    const isWhole = temporal && overdue === 0 && missingKeys?.length === 0;
    const status = !outbox ? 'unhealthy' : isWhole ? 'healthy' : 'degraded';
    const body = {
      status,
      service: 'socialsyncai-api' as const,
      postgres: outbox ? ('up' as const) : ('down' as const),
      temporal: temporal ? ('up' as const) : ('down' as const),
      outbox,
      inbox,
      posts_overdue: overdue,
      missing_keys:
        missingKeys?.map(({ keyId, connections }) => ({
          key_id: keyId,
          connections,
          what_to_do: howToMendKeys,
        })) ?? null,
    } as const;
    return outbox ? ok(body) : answer(503, body);
  },
});

/** What Postgres answers; null when it does not. */
const ifInTime = <Result>(work: Promise<Result>) => within(patienceMs, work).catch(() => null);

async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
