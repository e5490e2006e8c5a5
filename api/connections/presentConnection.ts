import type { z } from 'zod';
import { healthOf, type ConnectionFacts, type ConnectionHealth } from '../../contracts/connectionHealth.ts';
import type {
  ConnectAnswer,
  ConnectionAnswer,
  ConnectionInList,
  ConnectionStatusAnswer,
  Disconnected,
  Forecast,
} from '../../contracts/connections.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { OpenPost } from '../../db/postUses.ts';
import type { SyncFailure } from '../../db/syncs.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import type { Services } from '../services.ts';
import { explain, holdOf, reasonText, whatToDo, type PlatformHolds } from './explainConnection.ts';
import { isUselessAt, presentPermissions, withoutText } from './permissionText.ts';
import { presentFailure } from './syncFailure.ts';

/** Posts and plans that are named where a connection is told; all posts are counted. */
export const namedDependents = 20;

/** What a connection is still needed for. */
const presentPosts = (posts: OpenPost[]) => ({
  scheduled_posts: posts.length,
  posts: posts
    .slice(0, namedDependents)
    .map(({ postId, scheduledTime }) => ({ id: postId, scheduled_time: scheduledTime.toISOString() })),
});

/** What a disconnection leaves waiting. */
export const presentDisconnected = (posts: number[], locale: Locale): z.infer<typeof Disconnected> => ({
  message: say(locale, 'posts_wait', { count: posts.length }),
  scheduled_posts: posts,
});

/** What is known of a connection's tokens, however it was read. */
export interface TokenFacts extends Omit<ConnectionFacts, 'renewedBy'> {
  platform: string;
  hasRefreshToken: boolean;
}

/** How a connection is at `now`, by its tokens and by how its platform keeps them alive. */
export function healthOfTokens(
  { platform, hasRefreshToken, ...facts }: TokenFacts,
  platforms: Registry,
  now: Date,
): ConnectionHealth {
  const refreshing = platforms.find(platform)?.platform.oauth.refreshing ?? 'none';
  const hasOne = refreshing !== 'none' && hasRefreshToken;
  const renewedBy = refreshing === 'exchange' ? 'token' : hasOne ? 'refresh token' : null;
  return healthOf({ ...facts, renewedBy }, now);
}

/** How a connection is now. One whose tokens are good, and at which nothing is allowed, needs its person. */
export function healthOfConnection(connection: Connection, platforms: Registry, now: Date): ConnectionHealth {
  const { platform, connectionStatus: status, statusReason: reason, refreshTokenEncrypted } = connection;
  const { statusSince, tokenExpiresAt, refreshExpiresAt, refreshedAt } = connection;
  const times = { statusSince, tokenExpiresAt, refreshExpiresAt, refreshedAt };
  const health = healthOfTokens(
    { platform, status, reason, ...times, hasRefreshToken: refreshTokenEncrypted !== null },
    platforms,
    now,
  );
  const isGood = health.status === 'active' || health.status === 'expiring';
  if (!isGood || !isUselessAt(connection, platforms)) return health;
  const [since, failsAt] = [statusSince, statusSince];
  return { ...health, status: 'needs_reauth', reason: 'permission_missing', since, failsAt };
}

export function presentConnection(
  connection: Connection,
  { platforms }: Services,
  locale: Locale,
): z.infer<typeof ConnectionAnswer> {
  const health = healthOfConnection(connection, platforms, new Date());
  return {
    id: connection.id,
    platform: connection.platform,
    platform_user_id: connection.externalId,
    username: connection.username,
    display_name: connection.displayName,
    profile_url: connection.profileUrl,
    avatar_url: connection.avatarUrl,
    status: health.status,
    reason: explain(connection, health, { platforms, heldUntil: null, failure: null, locale }).reason,
    scopes: connection.scopes,
    ...presentPermissions(connection, platforms, locale),
    token_expires_at: connection.tokenExpiresAt?.toISOString() ?? null,
    last_synced_at: connection.lastSyncedAt?.toISOString() ?? null,
    user_id: connection.userId,
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
  };
}

/** What a consent connected: at least one account. */
export function presentConnected(
  connections: Connection[],
  services: Services,
  locale: Locale,
): z.infer<typeof ConnectAnswer> {
  const presented = connections.map((connection) => presentConnection(connection, services, locale));
  const [first] = presented;
  if (!first) throw new Error('a consent connected nothing');
  const connected = say(locale, 'accounts_connected', { count: presented.length });
  const without = withoutText(connections, services.platforms, locale);
  const message = [connected, without?.reason, without?.what_to_do].filter(Boolean).join('. ');
  return { message, connection: first, connections: presented };
}

type Plans = { id: number; name: string }[];

const presentPlans = (plans: Plans) => plans.map(({ id, name }) => ({ id, name }));

export function presentInList(
  connection: Connection,
  { posts, plans, failed }: { posts: number; plans: Plans; failed: SyncFailure | undefined },
  holds: PlatformHolds,
  services: Services,
  locale: Locale,
): z.infer<typeof ConnectionInList> {
  const now = new Date();
  const health = healthOfConnection(connection, services.platforms, now);
  const failure = failed ? presentFailure(connection, failed, now, locale) : null;
  const { reason, what_to_do: step } = explain(connection, health, {
    ...{ heldUntil: holdOf(connection, holds, now), failure, locale },
    platforms: services.platforms,
  });
  return {
    ...presentConnection(connection, services, locale),
    reason,
    what_to_do: step,
    last_sync_failure: failure,
    depends_on: { scheduled_posts: posts, plans: presentPlans(plans) },
  };
}

export function presentStatus(
  connection: Connection,
  { posts, plans, failed }: { posts: OpenPost[]; plans: Plans; failed: SyncFailure | undefined },
  holds: PlatformHolds,
  { platforms }: Services,
  locale: Locale,
): z.infer<typeof ConnectionStatusAnswer> {
  const now = new Date();
  const health = healthOfConnection(connection, platforms, now);
  const heldUntil = holdOf(connection, holds, now);
  const failure = failed ? presentFailure(connection, failed, now, locale) : null;
  return {
    id: connection.id,
    platform: connection.platform,
    username: connection.username,
    status: health.status,
    ...explain(connection, health, { platforms, heldUntil, failure, locale }),
    ...presentPermissions(connection, platforms, locale),
    since: health.since.toISOString(),
    token_expires_at: connection.tokenExpiresAt?.toISOString() ?? null,
    next_refresh_at: health.nextRefreshAt?.toISOString() ?? null,
    held_until: heldUntil?.toISOString() ?? null,
    last_sync: connection.lastSyncedAt?.toISOString() ?? null,
    last_sync_failure: failure,
    depends_on: { ...presentPosts(posts), plans: presentPlans(plans) },
  };
}

export function presentForecast(
  connection: Connection,
  { failsAt, ...health }: ConnectionHealth & { failsAt: Date },
  { platforms, posts }: Pick<Services, 'platforms'> & { posts: OpenPost[] },
  locale: Locale,
): z.infer<typeof Forecast> {
  const told = { ...health, failsAt };
  return {
    id: connection.id,
    platform: connection.platform,
    username: connection.username,
    display_name: connection.displayName,
    status: health.status,
    fails_at: failsAt.toISOString(),
    days_left: Math.max(0, Math.floor((failsAt.getTime() - Date.now()) / (24 * 60 * 60_000))),
    reason: reasonText(connection, told, platforms, locale) ?? say(locale, 'connection_token_expires'),
    reason_code: health.reason ?? 'token_expires',
    what_to_do: whatToDo(told, locale) ?? say(locale, 'connect_again'),
    stops: presentPosts(
      posts.filter((post) => post.connectionId === connection.id && post.scheduledTime >= failsAt),
    ),
  };
}
