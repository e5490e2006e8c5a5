import { Connection } from '../../db/models/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Member } from './members.ts';

let accounts = 0;
/** An account that was connected long ago, unless told otherwise, and refreshes itself. */
export async function aConnection(
  { user, projectId }: Member,
  values: Partial<Connection> = {},
): Promise<Connection> {
  accounts += 1;
  const connection = await Connection.create({
    projectId,
    userId: user.id,
    platform: 'tiktok',
    externalId: `account-${accounts}`,
    username: `account${accounts}`,
    displayName: 'Account',
    refreshTokenEncrypted: Buffer.from('sealed'),
    ...values,
  });
  await rows('update social_media_connections set created_at = $2 where id = $1 returning id', [
    connection.id,
    values.createdAt ?? new Date('2026-10-01T00:00:00Z'),
  ]);
  return connection;
}

/** What the platform told of an account's followers, once. */
export const told = (connection: Connection, at: string, followers: number | null) =>
  rows(
    'insert into social_media_stats (connection_id, recorded_at, followers) values ($1, $2, $3) returning id',
    [connection.id, at, followers],
  );

interface Metrics {
  likes?: number;
  comments?: number;
  shares?: number;
  reach?: number;
}

/** A post with its metrics as they became, in order. */
export async function aPost(
  connection: Connection,
  publishedAt: string,
  history: [string, Metrics][],
  caption = 'A post',
): Promise<void> {
  const last = history.at(-1)?.[1] ?? {};
  const columns = ({ likes, comments, shares, reach }: Metrics) =>
    [likes, comments, shares, reach].map((figure) => figure ?? null);
  const post = await row<{ id: string }>(
    `insert into social_media_posts (connection_id, external_id, kind, url, published_at, caption, likes, comments, shares, reach)
     values ($1, $2, 'image', 'https://example.com/p?a=1&b=2', $3, $4, $5, $6, $7, $8) returning id`,
    [connection.id, `${publishedAt} ${caption}`, publishedAt, caption, ...columns(last)],
  );
  for (const [at, metrics] of history)
    await rows(
      `insert into social_media_post_metrics (post_id, recorded_at, likes, comments, shares, reach)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [post?.id, at, ...columns(metrics)],
    );
}
