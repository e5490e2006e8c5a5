import { Op } from 'sequelize';
import { disconnect } from '../../commands/connections/disconnect.ts';
import {
  ConnectionInList,
  ConnectionParams,
  ConnectionsQuery,
  ConnectionStatusAnswer,
  Disconnected,
  Forecast,
  ForecastQuery,
} from '../../contracts/connections.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findPlatformHolds } from '../../db/connections.ts';
import { Connection } from '../../db/models/connection.ts';
import { countOpenPosts, findOpenPosts, findPlansOfConnections } from '../../db/postUses.ts';
import { findSyncFailures } from '../../db/syncs.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, noContent, ok } from '../endpoint.ts';
import { failureOf } from './failureOf.ts';
import {
  healthOfConnection,
  namedDependents,
  presentInList,
  presentDisconnected,
  presentForecast,
  presentStatus,
} from './presentConnection.ts';

const path = '/api/social-media/connections';
const tag = 'Connections';

const oldestFirst: [string, string][] = [
  ['createdAt', 'ASC'],
  ['id', 'ASC'],
];
const connectionsOf = (projectId: string, platform: string | undefined, revoked: boolean) =>
  Connection.findAll({
    where: {
      projectId,
      ...(platform !== undefined && { platform }),
      connectionStatus: revoked ? 'revoked' : { [Op.ne]: 'revoked' },
    },
    order: oldestFirst,
  });

export const list = endpoint({
  method: 'GET',
  path,
  summary: 'The connections of the project, the oldest first',
  tag,
  access: 'viewer',
  query: ConnectionsQuery,
  answers: { 200: ConnectionInList.array() },
  async handle({ query, project, services, locale }) {
    const { platform, status } = query;
    assertPlatforms(services, 'platform', [platform]);
    const found = await connectionsOf(project.id, platform, status === 'revoked');
    // "expiring" and "expired" depend on the time, and on how the platform refreshes: no column tells them.
    const ids = found.map(({ id }) => id);
    const [counts, plans, holds, failures] = await Promise.all([
      countOpenPosts(ids),
      findPlansOfConnections(ids, namedDependents),
      findPlatformHolds(new Date()),
      findSyncFailures(ids),
    ]);
    const failureOf = new Map(failures.map((failure) => [failure.connectionId, failure]));
    const postsAt = new Map(counts.map(({ connectionId, count }) => [connectionId, count]));
    const plansAt = Map.groupBy(plans, ({ connectionId }) => connectionId);
    const presented = found.map((connection) => {
      const dependents = {
        posts: postsAt.get(connection.id) ?? 0,
        plans: plansAt.get(connection.id) ?? [],
        failed: failureOf.get(connection.id),
      };
      return presentInList(connection, dependents, holds, services, locale);
    });
    return ok(presented.filter((connection) => !status || connection.status === status));
  },
});

export const forecast = endpoint({
  method: 'GET',
  path: `${path}/forecast`,
  summary: 'Which connections stop working in the next days unless a person acts, the soonest first, and why',
  tag,
  access: 'viewer',
  query: ForecastQuery,
  answers: { 200: Forecast.array() },
  async handle({ query, project, services, locale }) {
    const now = new Date();
    const until = new Date(now.getTime() + Math.min(query.days, 365) * 24 * 60 * 60_000);
    const connections = await connectionsOf(project.id, undefined, false);
    const posts = await findOpenPosts(connections.map(({ id }) => id));
    const failing = connections.flatMap((connection) => {
      const health = healthOfConnection(connection, services.platforms, now);
      const failure = failureOf(connection, health, { ...services, posts });
      return failure && failure.failsAt <= until ? [{ connection, health: failure }] : [];
    });
    failing.sort((one, other) => one.health.failsAt.getTime() - other.health.failsAt.getTime());
    return ok(
      failing.map(({ connection, health }) =>
        presentForecast(connection, health, { ...services, posts }, locale),
      ),
    );
  },
});

export const status = endpoint({
  method: 'GET',
  path: `${path}/{id}/status`,
  summary: 'How a connection is, why, since when, and what to do',
  tag,
  access: 'viewer',
  params: ConnectionParams,
  answers: { 200: ConnectionStatusAnswer },
  async handle({ params, project, services, locale }) {
    const connection = await Connection.findOne({ where: { id: params.id, projectId: project.id } });
    if (!connection) throw notFound('connection');
    const [posts, plans, holds, [failed]] = await Promise.all([
      findOpenPosts([connection.id]),
      findPlansOfConnections([connection.id], namedDependents),
      findPlatformHolds(new Date()),
      findSyncFailures([connection.id]),
    ]);
    return ok(presentStatus(connection, { posts, plans, failed }, holds, services, locale));
  },
});

export const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{id}`,
  summary:
    'Disconnect an account: its tokens are deleted, its history stays; 200 names posts that wait for it',
  tag,
  access: 'editor',
  params: ConnectionParams,
  answers: { 200: Disconnected, 204: null },
  async handle({ params, project, services, locale }) {
    const posts = await disconnect(services.vault, project.id, params.id);
    return posts.length > 0 ? ok(presentDisconnected(posts, locale)) : noContent();
  },
});
