import { rows } from '../../db/query.ts';

/** No calls for this account until then: every worker reads it before it calls. A longer hold stays. */
export async function holdAccount(connectionId: string, until: Date): Promise<void> {
  await rows(
    `update social_media_connections set held_until = greatest(held_until, $2::timestamptz) where id = $1
     returning 1 as held`,
    [connectionId, until],
  );
}

/** No calls for any account of the platform until then: the app itself is throttled. */
export async function holdPlatform(platform: string, until: Date): Promise<void> {
  await rows(
    `insert into platform_holds (platform, held_until) values ($1, $2)
     on conflict (platform) do update set held_until = greatest(platform_holds.held_until, excluded.held_until)
     returning 1 as held`,
    [platform, until],
  );
}
