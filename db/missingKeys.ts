import { rows } from './query.ts';
import { howToMendKeys, type Vault } from './vault.ts';

/** A key that is not here, and the connections whose tokens it sealed. */
export interface MissingKey {
  keyId: string;
  connections: number;
}

/** The keys that connections need and this process was not started with, by the ids that stand before sealed tokens. */
export const findMissingKeys = ({ keyIds }: Vault) =>
  rows<MissingKey>(
    `select encode(substring(sealed from 2 for 4), 'hex') as "keyId", count(distinct id)::int as connections
     from social_media_connections, unnest(array[access_token_encrypted, refresh_token_encrypted]) as sealed
     where sealed is not null and encode(substring(sealed from 2 for 4), 'hex') <> all($1)
     group by 1 order by 1`,
    [keyIds],
  );

/** Tells an operator at start that tokens cannot be opened, and what to do; says nothing when all can. */
export async function warnOfMissingKeys(
  vault: Vault,
  log: { warn(details: object, message: string): void },
): Promise<void> {
  const missing = await findMissingKeys(vault);
  if (missing.length > 0)
    log.warn({ missing }, `tokens were sealed with keys that are not here: ${howToMendKeys}`);
}
