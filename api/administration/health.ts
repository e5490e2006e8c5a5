import { ConnectionsHealth } from '../../contracts/administration.ts';
import { readConnectionFigures, windowHours } from '../../db/connectionFigures.ts';
import { endpoint, ok } from '../endpoint.ts';

export const health = endpoint({
  method: 'GET',
  path: '/api/social-media/admin/health',
  summary: "The integration guide's four figures, over all projects",
  tag: 'Social media',
  access: 'admin',
  answers: { 200: ConnectionsHealth },
  async handle() {
    const found = await readConnectionFigures();
    const figures = {
      sync_success: judge(found.syncSuccess, 'percent', '>', 95),
      mean_sync_duration: judge(found.meanSyncDuration, 'seconds', '<', 5),
      expired_tokens: judge(found.expiredTokens, 'percent', '<', 1),
      connections_in_error: judge(found.connectionsInError, 'percent', '<', 5),
    };
    const healthy = Object.values(figures).every(({ met }) => met);
    return ok({
      status: healthy ? ('healthy' as const) : ('degraded' as const),
      window_hours: windowHours,
      figures,
      counted: { syncs: found.syncs, connections: found.connections },
    });
  },
});

/** A figure beside its target. Where there is nothing to measure yet, nothing is amiss. */
function judge(value: number | null, unit: 'percent' | 'seconds', relation: '<' | '>', bound: number) {
  const met = value === null || (relation === '<' ? value < bound : value > bound);
  return {
    value: value === null ? null : Math.round(value * 100) / 100,
    target: `${relation} ${bound}`,
    unit,
    met,
  };
}
