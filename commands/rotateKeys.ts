import { rows } from '../db/query.ts';
import { VaultError, type Vault } from '../db/vault.ts';
import { batchIdentity } from './batches/sealing.ts';
import { consentIdentity } from './connections/consentTerms.ts';
import { publicationIdentity } from './ledger/sealing.ts';
import { replyIdentity } from './replies/sealing.ts';
import { tokenIdentity } from './connections/connectionTokens.ts';
import { widgetSecretIdentity } from './widgets/saveWidget.ts';

interface SealedColumn {
  table: string;
  /** The primary key: a UUID, or bytes. */
  key: 'id' | 'state_hash';
  column: string;
  /** What a row's value is bound to, by the row's key as Postgres writes it (bytes as `\x` and hex). */
  identity: (key: string) => string;
}

/** Every column that the vault sealed. */
const sealedColumns: SealedColumn[] = [
  ...(['access', 'refresh'] as const).map((kind): SealedColumn => ({
    table: 'social_media_connections',
    key: 'id',
    column: `${kind}_token_encrypted`,
    identity: (id: string) => tokenIdentity(id, kind),
  })),
  {
    table: 'social_media_connections',
    key: 'id',
    column: 'revocation_encrypted',
    identity: (id) => tokenIdentity(id, 'revocation'),
  },
  ...(['handle', 'token'] as const).map((kind): SealedColumn => ({
    table: 'publications',
    key: 'id',
    column: `${kind}_encrypted`,
    identity: (id: string) => publicationIdentity(id, kind),
  })),
  {
    table: 'comment_replies',
    key: 'id',
    column: 'token_encrypted',
    identity: replyIdentity,
  },
  {
    table: 'widgets',
    key: 'id',
    column: 'webhook_secret_encrypted',
    identity: widgetSecretIdentity,
  },
  {
    table: 'send_batches',
    key: 'id',
    column: 'token_encrypted',
    identity: batchIdentity,
  },
  ...(['code_verifier', 'code', 'accounts'] as const).map((kind): SealedColumn => ({
    table: 'oauth_states',
    key: 'state_hash',
    column: `${kind}_encrypted`,
    identity: (hash: string) =>
      consentIdentity(Buffer.from(hash.slice(2), 'hex'), kind === 'code_verifier' ? 'verifier' : kind),
  })),
];

const batch = 200;
/** Before every key that is given: random ids and hashes. */
const firstKeys = { id: '00000000-0000-0000-0000-000000000000', state_hash: '\\x' };

/** What became of the values that an older key sealed. */
export interface KeyRotation {
  rotated: number;
  /** How many cannot be opened, by column and cause; they stay as they are. */
  unopened: Map<string, number>;
}

/**
 * Seals everything anew that an older key sealed, in batches, while the product runs: a value that changes meanwhile is
 * sealed with the present key already. The older key can be dropped afterwards, once every process runs with the
 * present one: what could not be opened it would not open either.
 */
export async function rotateKeys(vault: Vault): Promise<KeyRotation> {
  const rotation: KeyRotation = { rotated: 0, unopened: new Map() };
  for (const sealed of sealedColumns) await rotateColumn(vault, sealed, rotation);
  return rotation;
}

async function rotateColumn(vault: Vault, sealed: SealedColumn, rotation: KeyRotation): Promise<void> {
  const { table, key, column, identity } = sealed;
  let after = firstKeys[key];
  for (;;) {
    const found = await rows<{ key: string; value: Buffer }>(
      `select ${key}::text as key, ${column} as value from ${table}
       where ${column} is not null and ${key} > $1 order by ${key} limit ${batch}`,
      [after],
    );
    for (const { key: id, value } of found.filter((each) => vault.isStale(each.value))) {
      const fresh = sealAnew(vault, value, identity(id));
      if (fresh instanceof VaultError) {
        const cause = `${table}.${column}: ${fresh.message}`;
        rotation.unopened.set(cause, (rotation.unopened.get(cause) ?? 0) + 1);
        continue;
      }
      const changed = await rows(
        `update ${table} set ${column} = $3 where ${key} = $1 and ${column} = $2 returning 1 as changed`,
        [id, value, fresh],
      );
      rotation.rotated += changed.length;
    }
    after = found.at(-1)?.key ?? after;
    if (found.length < batch) return;
  }
}

function sealAnew(vault: Vault, value: Buffer, identity: string): Buffer | VaultError {
  try {
    return vault.seal(vault.open(value, identity), identity);
  } catch (error) {
    if (error instanceof VaultError) return error;
    throw error;
  }
}
