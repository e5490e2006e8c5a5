import { Op } from 'sequelize';
import { Dashboard } from '../../contracts/socialMedia.ts';
import { Connection } from '../../db/models/connection.ts';
import { findTopPosts, readPostSums } from '../../db/postFigures.ts';
import { findStandings } from '../../db/statistics.ts';
import { presentConnection } from '../connections/presentConnection.ts';
import { endpoint, ok } from '../endpoint.ts';
import { dayFiguresOf } from './dayFigures.ts';
import { presentPost } from './presentPost.ts';
import { changesOf, totalsOf } from './summary.ts';

const day = 24 * 60 * 60_000;
const week = 7 * day;
const recentDays = 30;
const topPostsShown = 5;

export const dashboard = endpoint({
  method: 'GET',
  path: '/api/social-media/dashboard',
  summary: 'All connections at a glance: totals, changes against last week, the best posts, their states',
  tag: 'Social media',
  access: 'viewer',
  answers: { 200: Dashboard },
  async handle({ project, services, locale }) {
    const own = { projectId: project.id, connectionStatus: { [Op.ne]: 'revoked' } };
    const now = Date.now();
    const [found, standingsFound, posts, recent] = await Promise.all([
      Connection.findAll({ where: own, order: ['platform', 'username', 'id'] }),
      findStandings(project.id, new Date(now - week)),
      findTopPosts(project.id, {
        ...{ platform: null, connectionId: null, publishedAfter: null, publishedBefore: null },
        ...{ order: 'engagement_rate', limit: topPostsShown },
      }),
      readPostSums(project.id, { since: new Date(now - recentDays * day), until: new Date(now) }),
    ]);
    const standings = standingsFound.map((standing) => ({
      ...standing,
      dayFigures: dayFiguresOf(services, standing.platform),
    }));
    const connections = found.map((connection) => presentConnection(connection, services, locale));
    return ok({
      totals: { ...totalsOf(standings), connections: connections.length },
      changes: changesOf(standings),
      platforms: [...Map.groupBy(standings, ({ platform }) => platform)].map(([platform, those]) => ({
        platform,
        connections: those.length,
        ...totalsOf(those),
        changes: changesOf(those),
      })),
      recent_posts: { days: recentDays, ...recent },
      top_posts: posts.map(presentPost),
      connections,
      connections_by_status: countByStatus(connections),
    });
  },
});

const countByStatus = (connections: { status: string }[]) =>
  Object.fromEntries(
    [...Map.groupBy(connections, ({ status }) => status)].map(([status, those]) => [status, those.length]),
  );
