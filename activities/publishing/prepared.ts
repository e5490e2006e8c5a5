import { openPrepared, sealPrepared } from '../../commands/ledger/sealing.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import type { Vault } from '../../db/vault.ts';
import type { Handle } from '../../platforms/publishing.ts';
import type { RenderedMedia } from './content.ts';

/** What preparing left: the platform's handle, and the media as they were made for it. */
export interface Prepared {
  handle: Handle;
  media: RenderedMedia[];
}

export const seal = (vault: Vault, publicationId: string, prepared: Prepared): Buffer =>
  sealPrepared(vault, publicationId, prepared);

/** Null when nothing is prepared, or for an older text. */
export function preparedOf(vault: Vault, subject: PublicationSubject): Prepared | null {
  const { id, handleEncrypted, handleVersion, contentVersion } = subject;
  if (!handleEncrypted || handleVersion !== contentVersion) return null;
  return openPrepared(vault, id, handleEncrypted) as Prepared;
}
