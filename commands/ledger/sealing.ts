import type { Vault } from '../../db/vault.ts';

/** What the vault binds a publication's secrets to. */
export const publicationIdentity = (id: string, kind: 'handle' | 'token'): string =>
  `publication:${id}:${kind}`;

/** Seals what preparing left: some handles open an upload to whoever has them. */
export const sealPrepared = (vault: Vault, id: string, prepared: object): Buffer =>
  vault.seal(JSON.stringify(prepared), publicationIdentity(id, 'handle'));

/** @throws {VaultError} */
export const openPrepared = (vault: Vault, id: string, sealed: Buffer): unknown =>
  JSON.parse(vault.open(sealed, publicationIdentity(id, 'handle')));
