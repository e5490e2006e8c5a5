import { Dashboard } from '../../contracts/socialMedia.ts';
import { findDashboardConnections, findTopPosts, type DashboardConnection } from '../../db/statistics.ts';
import { endpoint, ok } from '../endpoint.ts';
import { presentPost } from './presentPost.ts';
import { changesOf, totalsOf } from './summary.ts';

const week = 7 * 24 * 60 * 60_000;
const topPostsShown = 5;

export const dashboard = endpoint({
  method: 'GET',
  path: '/api/social-media/dashboard',
  summary: 'All connections at a glance: totals, changes against last week, the best posts, their states',
  tag: 'Social media',
  access: 'viewer',
  answers: { 200: Dashboard },
  async handle({ project }) {
    const [connections, posts] = await Promise.all([
      findDashboardConnections(project.id, new Date(Date.now() - week)),
      findTopPosts(project.id, null, topPostsShown),
    ]);
    const platforms = [...Map.groupBy(connections, ({ platform }) => platform)];
    const byStatus = [...Map.groupBy(connections, ({ status }) => status)];
    return ok({
      totals: { ...totalsOf(connections), connections: connections.length },
      changes: changesOf(connections),
      platforms: platforms.map(([platform, own]) => ({
        platform,
        connections: own.length,
        ...totalsOf(own),
        changes: changesOf(own),
      })),
      top_posts: posts.map(presentPost),
      connections: connections.map(presentState),
      connections_by_status: Object.fromEntries(byStatus.map(([status, own]) => [status, own.length])),
    });
  },
});

const presentState = ({ now: _now, then: _then, ...connection }: DashboardConnection) => ({
  ...connection,
  last_synced_at: connection.last_synced_at?.toISOString() ?? null,
  token_expires_at: connection.token_expires_at?.toISOString() ?? null,
});
