import { findMissingKeys, type MissingKey } from '../db/missingKeys.ts';
import type { Vault } from '../db/vault.ts';

/** It reads every connection, and anybody may ask for the health. */
const keptMs = 60_000;

export interface KeyMonitor {
  /** The keys that connections need and this process has not, as they were at most a minute ago. */
  look(): Promise<MissingKey[]>;
}

/** Watches whether the tokens in the database can be opened. */
export function watchKeys(vault: Vault): KeyMonitor {
  let last: { at: number; missing: MissingKey[] } | undefined;
  return {
    async look() {
      if (!last || Date.now() - last.at > keptMs)
        last = { at: Date.now(), missing: await findMissingKeys(vault) };
      return last.missing;
    },
  };
}
