import type { ConnectionStatus } from '../contracts/connections.ts';
import type { ImageStatus } from '../contracts/images.ts';
import { row, rows } from './query.ts';

/** An account that a post could go to. */
export interface Account {
  id: string;
  platform: string;
  externalId: string;
  username: string;
  status: ConnectionStatus;
  reason: string | null;
  statusSince: Date;
  tokenExpiresAt: Date | null;
  refreshExpiresAt: Date | null;
  refreshedAt: Date | null;
  hasRefreshToken: boolean;
}

/** A picture that a post could show. */
export interface Picture {
  id: number;
  status: ImageStatus;
  fileKey: string | null;
}

/** A film that was uploaded, or that a post has. */
export interface Film {
  id: string;
  fileKey: string;
}

type Raw<Row> = {
  [Key in keyof Row]: Row[Key] extends Date | null
    ? null extends Row[Key]
      ? string | null
      : string
    : Row[Key];
};

/** The id of a post's film, as videoIdOf reads it from the key. */
const filmId = `substring(m.file_key from '^videos/([0-9a-f-]{36})-')`;

/** Only part of the query where a post names one: planning it costs those that name none. */
const selectFilms = `select coalesce(json_agg(json_build_object('id', id, 'fileKey', file_key)), '[]')
  from (
    select id::text, file_key from videos where project_id = $1 and id = any($5::uuid[])
    union
    select ${filmId}, m.file_key from scheduled_posts s join post_media m on m.post_id = s.id
    where s.project_id = $1 and m.kind = 'video' and ${filmId} = any($5::text[])
  ) as film`;

/**
 * What a post is made of, by one query: the project's accounts of these platforms and ids (those that were
 * disconnected only by id), the oldest first, and these images and films of it.
 */
export async function readIngredients(
  projectId: string,
  {
    platforms,
    connectionIds,
    imageIds,
    videoIds,
  }: { platforms: string[]; connectionIds: string[]; imageIds: number[]; videoIds: string[] },
): Promise<{ accounts: Account[]; pictures: Picture[]; films: Film[] }> {
  const found = await row<{ accounts: Raw<Account>[]; pictures: Picture[]; films: Film[] }>(
    `select
       (select coalesce(json_agg(json_build_object('id', id, 'platform', platform, 'externalId', external_id,
           'username', username, 'status', connection_status, 'reason', status_reason,
           'statusSince', status_since, 'tokenExpiresAt', token_expires_at, 'refreshExpiresAt', refresh_expires_at,
           'refreshedAt', refreshed_at, 'hasRefreshToken', refresh_token_encrypted is not null)
           order by created_at, id), '[]')
        from social_media_connections where project_id = $1
          and (id = any($3::uuid[]) or platform = any($2::text[]) and connection_status <> 'revoked')) as accounts,
       (select coalesce(json_agg(json_build_object('id', id, 'status', status, 'fileKey', file_key)), '[]')
        from images where project_id = $1 and id = any($4::int[])) as pictures,
       (${videoIds.length > 0 ? selectFilms : `select '[]'::json`}) as films`,
    [projectId, platforms, connectionIds, imageIds, ...(videoIds.length > 0 ? [videoIds] : [])],
  );
  if (!found) throw new Error('a select without a row');
  const date = (text: string | null) => (text === null ? null : new Date(text));
  const accounts = found.accounts.map((account) => ({
    ...account,
    statusSince: new Date(account.statusSince),
    tokenExpiresAt: date(account.tokenExpiresAt),
    refreshExpiresAt: date(account.refreshExpiresAt),
    refreshedAt: date(account.refreshedAt),
  }));
  return { accounts, pictures: found.pictures, films: found.films };
}

/** Of these accounts, those that have, within 30 days or to come, another post with the same text: which. */
export const findDuplicates = (
  projectId: string,
  texts: { connectionId: string; caption: string; hashtags: string }[],
) =>
  rows<{ connectionId: string; postId: number }>('select * from find_duplicate_posts($1, $2)', [
    projectId,
    JSON.stringify(texts),
  ]);
