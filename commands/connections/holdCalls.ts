import type { Hold, Holds } from '../../contracts/holds.ts';
import { findPlatformHolds, type ConnectionWithHold } from '../../db/connections.ts';
import { rows } from '../../db/query.ts';

/** The holds of a connection and of its platform's app, as they were read with it. */
export function holdsOfConnection({ connection, platformHeldUntil }: ConnectionWithHold): Holds {
  const { id, platform, heldUntil } = connection;
  return {
    holds: [...held('app', platformHeldUntil), ...held('account', heldUntil)],
    keep: ({ scope, until }) => (scope === 'app' ? holdPlatform(platform, until) : holdAccount(id, until)),
  };
}

/**
 * The holds of a platform's app, for calls that are of no connection: a consent, a token that somebody brings. What
 * such an account alone is to wait for is nobody's afterwards, and is heeded by the work at hand only.
 */
export async function holdsOfApp(platform: string): Promise<Holds> {
  const holds = await findPlatformHolds(new Date());
  return {
    holds: held('app', holds.get(platform) ?? null),
    keep: async ({ scope, until }) => {
      if (scope === 'app') await holdPlatform(platform, until);
    },
  };
}

const held = (scope: Hold['scope'], until: Date | null): Hold[] => (until ? [{ scope, until }] : []);

/** No calls for this account until then: every worker reads it before it calls. A longer hold stays. */
async function holdAccount(connectionId: string, until: Date): Promise<void> {
  await rows(
    `update social_media_connections set held_until = greatest(held_until, $2::timestamptz) where id = $1
     returning 1 as held`,
    [connectionId, until],
  );
}

/** No calls for any account of the platform until then: the app itself is throttled. */
async function holdPlatform(platform: string, until: Date): Promise<void> {
  await rows(
    `insert into platform_holds (platform, held_until) values ($1, $2)
     on conflict (platform) do update set held_until = greatest(platform_holds.held_until, excluded.held_until)
     returning 1 as held`,
    [platform, until],
  );
}
