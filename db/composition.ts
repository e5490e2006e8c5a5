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
  /** What its person allowed; null where that is not known. */
  scopes: string[] | null;
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

/**
 * What a post is made of, by one query (db/migrations/0014-frequent-queries.ts): the project's accounts of these
 * platforms and ids (those that were disconnected only by id), the oldest first, and these images and films of it.
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
    'select * from read_ingredients($1, $2, $3, $4, $5)',
    [projectId, platforms, connectionIds, imageIds, videoIds],
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
