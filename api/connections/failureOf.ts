import type { ConnectionHealth } from '../../contracts/connectionHealth.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { OpenPost } from '../../db/postUses.ts';
import { missingFor } from '../../platforms/permissions.ts';
import type { Registry } from '../../platforms/registry.ts';

/** How a connection is that will fail, with when. */
type Failure = ConnectionHealth & { failsAt: Date };

/**
 * When a connection fails, unless a person acts: by its tokens' times, or because it may not publish, at the first of the
 * `posts` that wait for it. Null where nothing says that it will.
 */
export function failureOf(
  connection: Connection,
  { failsAt, ...health }: ConnectionHealth,
  { platforms, posts }: { platforms: Registry; posts: OpenPost[] },
): Failure | null {
  const platform = platforms.find(connection.platform)?.platform;
  const first = posts.find(({ connectionId }) => connectionId === connection.id);
  const mayNot = platform && missingFor(platform, 'publish', connection.scopes).length > 0;
  if (first && mayNot && (failsAt === null || first.scheduledTime < failsAt))
    return { ...health, reason: 'permission_missing', failsAt: first.scheduledTime };
  return failsAt && { ...health, failsAt };
}
