import { rows } from '../db/query.ts';
import type { Vault } from '../db/vault.ts';
import { batchIdentity } from './batches/sealing.ts';
import { consentIdentity } from './connections/consentTerms.ts';
import { publicationIdentity } from './ledger/sealing.ts';
import { replyIdentity } from './replies/sealing.ts';
import { tokenIdentity } from './connections/connectionTokens.ts';
import { widgetSecretIdentity } from './widgets/saveWidget.ts';

interface SealedColumn {
  table: string;
  key: string;
  column: string;
  /** What a row's value is bound to, by the row's key as text (bytes as hex). */
  identity: (key: string) => string;
}

/** Every column that the vault sealed. */
const sealedColumns: SealedColumn[] = [
  ...(['access', 'refresh'] as const).map((kind) => ({
    table: 'social_media_connections',
    key: 'id::text',
    column: `${kind}_token_encrypted`,
    identity: (id: string) => tokenIdentity(id, kind),
  })),
  {
    table: 'social_media_connections',
    key: 'id::text',
    column: 'revocation_encrypted',
    identity: (id) => tokenIdentity(id, 'revocation'),
  },
  ...(['handle', 'token'] as const).map((kind) => ({
    table: 'publications',
    key: 'id::text',
    column: `${kind}_encrypted`,
    identity: (id: string) => publicationIdentity(id, kind),
  })),
  {
    table: 'comment_replies',
    key: 'id::text',
    column: 'token_encrypted',
    identity: replyIdentity,
  },
  {
    table: 'widgets',
    key: 'id::text',
    column: 'webhook_secret_encrypted',
    identity: widgetSecretIdentity,
  },
  {
    table: 'send_batches',
    key: 'id::text',
    column: 'token_encrypted',
    identity: batchIdentity,
  },
  ...(['code_verifier', 'code', 'accounts'] as const).map((kind) => ({
    table: 'oauth_states',
    key: `encode(state_hash, 'hex')`,
    column: `${kind}_encrypted`,
    identity: (hash: string) =>
      consentIdentity(Buffer.from(hash, 'hex'), kind === 'code_verifier' ? 'verifier' : kind),
  })),
];

const batch = 200;

/**
 * Seals everything anew that an older key sealed, in batches, while the product runs: a value that changes meanwhile is
 * sealed with the present key already. Returns how many were. The older key can be dropped afterwards, once every
 * process runs with the present one. @throws {VaultError} when a value's key is not here.
 */
export async function rotateKeys(vault: Vault): Promise<number> {
  let rotated = 0;
  for (const sealed of sealedColumns) rotated += await rotateColumn(vault, sealed);
  return rotated;
}

async function rotateColumn(vault: Vault, { table, key, column, identity }: SealedColumn): Promise<number> {
  let rotated = 0;
  let after = '';
  for (;;) {
    const found = await rows<{ key: string; value: Buffer }>(
      `select ${key} as key, ${column} as value from ${table}
       where ${column} is not null and ${key} > $1 order by 1 limit ${batch}`,
      [after],
    );
    for (const { key: id, value } of found.filter((each) => vault.isStale(each.value))) {
      const fresh = vault.seal(vault.open(value, identity(id)), identity(id));
      const changed = await rows(
        `update ${table} set ${column} = $3 where ${key} = $1 and ${column} = $2 returning 1 as changed`,
        [id, value, fresh],
      );
      rotated += changed.length;
    }
    after = found.at(-1)?.key ?? '';
    if (found.length < batch) return rotated;
  }
}
