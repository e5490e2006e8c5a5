import { orderSyncs, type SkippedConnection } from '../../commands/figures/orderSyncs.ts';
import { SyncAccepted, SyncRequest } from '../../contracts/socialMedia.ts';
import { workflows } from '../../contracts/workflows.ts';
import { heldText } from '../connections/explainConnection.ts';
import { timeText } from '../connections/timeText.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { accepted, endpoint } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';

export const sync = endpoint({
  method: 'POST',
  path: '/api/social-media/sync',
  summary: "Bring the connections' figures up to date now; workflow syncConnection does each",
  tag: 'Social media',
  access: 'editor',
  limit: 'sync',
  body: SyncRequest.optional(),
  answers: { 202: SyncAccepted },
  async handle({ body, project, services, locale }) {
    const { platforms = null } = body ?? {};
    assertPlatforms(services, 'platforms', platforms ?? []);
    const { ordered, skipped } = await orderSyncs(project.id, platforms, {
      limits: Object.fromEntries(
        services.platforms.all().map(({ platform }) => [platform.id, platform.limits.perAccount]),
      ),
      now: new Date(),
    });
    const started = services.temporal.isUp() ? 'sync_started' : 'work_queued';
    return accepted({
      message: say(locale, ordered.length > 0 ? started : 'nothing_to_sync'),
      connections: ordered.map(({ id, platform, username }) => ({
        id,
        platform,
        username,
        task_id: workflows.syncConnection.id({ connectionId: id }),
      })),
      skipped: skipped.map((connection) => presentSkipped(connection, locale)),
    });
  },
});

/** A connection of which nothing is asked, and why. */
function presentSkipped(
  { id, platform, username, status, reason, until }: SkippedConnection,
  locale: Locale,
) {
  const told = { id, platform, username, status, reason_code: reason, until: until?.toISOString() ?? null };
  if (reason === 'needs_reauth' || !until) return { ...told, reason: say(locale, 'connect_again') };
  if (reason === 'held') return { ...told, reason: heldText(until, locale) };
  return { ...told, reason: say(locale, 'sync_calls_used_up', { time: timeText(until, locale) }) };
}
