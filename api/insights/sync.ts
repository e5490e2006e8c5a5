import { orderSyncs } from '../../commands/figures/orderSyncs.ts';
import { SyncAccepted, SyncRequest } from '../../contracts/socialMedia.ts';
import { workflows } from '../../contracts/workflows.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { accepted, endpoint } from '../endpoint.ts';
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
    const { ordered, skipped } = await orderSyncs(project.id, platforms);
    const started = services.temporal.isUp() ? 'sync_started' : 'work_queued';
    return accepted({
      message: say(locale, ordered.length > 0 ? started : 'nothing_to_sync'),
      connections: ordered.map(({ id, platform, username }) => ({
        id,
        platform,
        username,
        task_id: workflows.syncConnection.id({ connectionId: id }),
      })),
      skipped,
    });
  },
});
